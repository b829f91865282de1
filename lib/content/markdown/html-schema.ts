import type { Options } from 'remark-html'

type Schema = Exclude<NonNullable<Options['sanitize']>, boolean>

/**
 * What may be in a body's HTML: the elements and attributes that the transforms make, and nothing else. Ids are made by
 * us alone, so that none has to be renamed.
 */
export const htmlSchema: Schema = {
  tagNames: [
    ...[
      'p',
      'h2',
      'h3',
      'h4',
      'h5',
      'h6',
      'ul',
      'ol',
      'li',
      'blockquote',
      'figure',
      'figcaption',
      'pre',
      'hr',
      'section',
      'div',
    ],
    ...['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...['a', 'em', 'strong', 'del', 'code', 'sup', 'span', 'br', 'img'],
  ],
  attributes: {
    '*': ['id', 'lang', ['dir', 'rtl']],
    a: ['href', ['rel', 'noopener'], 'dataExternal', ['role', 'doc-noteref', 'doc-backlink'], 'ariaLabel'],
    div: [['className', 'table-scroll', 'gallery'], ['role', 'region'], ['tabIndex', 0], 'ariaLabel', 'ariaLabelledBy'],
    figure: [['className', 'picture', 'quote']],
    img: ['src', 'alt', 'width', 'height', 'srcSet', 'sizes', ['loading', 'lazy'], ['decoding', 'async']],
    li: [['className', 'task-list-item']],
    ol: ['start', ['className', 'contains-task-list']],
    pre: [['role', 'region'], ['tabIndex', 0], 'ariaLabel'],
    section: [['className', 'footnotes'], 'ariaLabelledBy'],
    span: [['className', 'nowrap', 'task-mark'], ['role', 'img'], 'ariaLabel'],
    td: [['dataAlign', 'start', 'center', 'end']],
    th: [
      ['scope', 'col', 'row'],
      ['dataAlign', 'start', 'center', 'end'],
    ],
    ul: [['className', 'contains-task-list']],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: [] },
  strip: ['script', 'style'],
  clobber: [],
}
