import { nearest } from './spelling.ts'

/** Fields of a release's header, in the order of the handbook. */
export const releaseFields = [
  'title',
  'date',
  'source',
  'summary',
  'category',
  'tags',
  'number',
  'dateline',
  'image',
  'downloads',
  'contacts',
  'draft',
  'embargo',
  'expires',
  'pinnedUntil',
  'changes',
  'withdrawn',
  'follows',
  'supersedes',
  'aliases',
  'legacyVisits',
  'canonical',
] as const

const nestedFields = [
  'name',
  'url',
  'src',
  'alt',
  'caption',
  'credit',
  'file',
  'role',
  'phone',
  'email',
  'kind',
  'note',
]
const withdrawalFields = ['reason', 'replacement']
const siteFields = [
  ...[
    'tagline',
    'timeZone',
    'defaultLocale',
    'profile',
    'siteIdCode',
    'footer',
    'boilerplate',
    'pageSize',
    'social',
    'verification',
  ],
  ...['aiAgents', 'approvedBy', 'telephone', 'supportedBy', 'icp', 'publicSecurity', 'address', 'label', 'description'],
]

const topFields: ReadonlySet<string> = new Set([...releaseFields, 'updated'])
const knownFields: ReadonlySet<string> = new Set([
  ...topFields,
  ...nestedFields,
  ...withdrawalFields,
  ...siteFields,
  ...['en', 'zh'],
])

/** Fields whose value is words: everything after the colon is meant for readers, a `#` too. */
const textFields: ReadonlySet<string> = new Set([
  ...['title', 'source', 'summary', 'tags', 'number', 'dateline', 'name', 'alt', 'caption', 'credit', 'role', 'phone'],
  ...['note', 'reason', 'tagline', 'boilerplate', 'approvedBy', 'supportedBy', 'icp', 'publicSecurity', 'address'],
  ...['label', 'description', 'en', 'zh', 'src', 'file', 'telephone'],
])

/** Fields of which a plain value is one part of a map; the part's name. */
export const mainParts: ReadonlyMap<string, string> = new Map([
  ['image', 'src'],
  ['source', 'name'],
])

/** Whether `name` is a field of the outermost level of a header. */
export const isTopField = (name: string) => topFields.has(name)
/** Whether `name` is a field anywhere in a header or a site file. */
export const isKnownField = (name: string) => knownFields.has(name)
export const isTextField = (name: string) => textFields.has(name)

/** What people and other systems call our fields. */
const synonyms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    title: ['headline', 'subject', '标题', '题目'],
    date: ['published', 'publishdate', 'pubdate', '日期', '时间', '发布时间', '发布日期'],
    source: ['author', 'publisher', '来源'],
    summary: ['description', 'excerpt', 'abstract', 'standfirst', '摘要'],
    category: ['categories', 'section', '分类', '栏目'],
    tags: ['keywords', '标签', '关键词'],
    image: ['cover', 'picture', '图片'],
    downloads: ['attachments', '附件'],
    contacts: ['联系人'],
    draft: ['草稿'],
    follows: ['followup', '续'],
    supersedes: ['replaces', '取代'],
    expires: ['expiry', 'expirydate'],
    aliases: ['redirects', 'redirectfrom'],
    legacyVisits: ['visits'],
  }).flatMap(([field, names]) => names.map((name) => [name, field] as const)),
)

/** The one of `fields` that an unknown field was probably meant to be. */
export function suggestField(name: string, fields: readonly string[]): string | undefined {
  const synonym = synonyms.get(name.toLowerCase().replace(/[\s_-]/gu, ''))
  return synonym !== undefined && fields.includes(synonym) ? synonym : nearest(name, fields)
}
