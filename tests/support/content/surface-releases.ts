export const hour = 3_600_000
/** Wall clock in the site's zone, UTC+8, as editors write it. */
export const wall = (instant: number) => new Date(instant + 8 * hour).toISOString().slice(0, 19).replace('T', ' ')
/** An hour ago, to the second. */
export const recent = Math.floor(Date.now() / 1000) * 1000 - hour
const corrected = recent + 60_000
/** What titles get by copying from anywhere. */
const odd = '“Odd” ]]> --> <!-- "x" 👩‍👩‍👧 العربية\u200f \u2028 ＡＢ 𠮷野家 &nbsp; '
  .concat('and so on '.repeat(14))
  .trim()
export const hostile = "Say </script><b>&amp; “no” ]]> to 1 < 2 – it's # not: a \\\\ trick"

/** What every surface must say of a release. */
export interface Expected {
  readonly slug: string
  readonly locale: 'en' | 'zh'
  readonly title: string
  readonly published: number
  readonly updated?: number
  readonly source?: string
  readonly alt?: string
  readonly state?: 'published' | 'corrected' | 'withdrawn'
}

const image = (alt: string) => ['image:', '  src: hall.jpg', `  alt: ${alt}`]
/** Releases of every state, with everything that is odd in one of them. */
export const releases: readonly (Expected & { readonly header?: readonly string[] })[] = [
  {
    slug: 'translated',
    locale: 'en',
    title: 'A translated release',
    published: recent,
    source: 'Department of Commerce',
    alt: 'The hall',
    header: [...image('The hall'), 'source: Department of Commerce'],
  },
  {
    slug: 'translated',
    locale: 'zh',
    title: '一篇有译文的新闻，来自“山东”',
    published: recent,
    source: '山东省商务厅',
    alt: '会场',
    header: [...image('会场'), 'source: 山东省商务厅', 'tags:', '  - 信息化', '  - 数字 经济'],
  },
  { slug: 'one-language', locale: 'zh', title: '只有中文', published: recent - 2 * hour },
  { slug: 'no-image', locale: 'en', title: 'A release without a picture', published: recent - 3 * hour },
  {
    slug: 'corrected',
    locale: 'en',
    title: 'A corrected release',
    published: recent,
    updated: corrected,
    state: 'corrected',
    header: ['changes:', `  - date: ${wall(corrected)}`, '    kind: correction', '    note: The figure was wrong.'],
  },
  {
    slug: 'withdrawn',
    locale: 'en',
    title: 'A withdrawn release',
    published: recent,
    updated: corrected,
    state: 'withdrawn',
    header: ['withdrawn:', `  date: ${wall(corrected)}`, '  kind: withdrawn'],
  },
  {
    slug: 'odd',
    locale: 'en',
    title: odd,
    published: recent - hour,
    updated: corrected,
    source: 'A & B <Co> ]]>',
    alt: 'The "hall" <b> ]]>',
    state: 'corrected',
    header: [
      ...['image:', '  src: 会 场.jpg', `  alt: 'The "hall" <b> ]]>'`, '  caption: A ]]> caption'],
      "source: { name: 'A & B <Co> ]]>', url: 'https://example.com/?a=1&b=<2>' }",
      ...[
        'tags: [IT, ＩＴ, it, "C++ & <C#>"]',
        'aliases:',
        '  - /NewsDetail.asp?id=7&x=%E4%B8%AD',
        '  - /en/news/odd-before',
      ],
      ...['changes:', `  - date: ${wall(recent)}`, '    kind: correction', '    note: First ]]> </script> note.'],
      ...[`  - date: ${wall(corrected)}`, '    kind: correction', '    note: Second note.'],
    ],
  },
  {
    slug: 'hostile',
    locale: 'en',
    title: hostile.replace('\\\\', '\\'),
    published: Date.parse('2019-03-31T02:30:00+08:00'),
  },
]
