import type { ProblemKind } from '../problem.ts'

const quoted = { en: 'Put the whole value in quotation marks:', zh: '请给整个值加上引号：' }
const subject = (field: string | number | undefined) => (field === 'title' ? 'This title' : `This \`${field}\``)

/** What can be wrong with the writing of one field. */
export const headerLineProblems = {
  'header/colon-in-value': {
    severity: 'error',
    en: ({ field, line }) => ({
      message: `${subject(field)} contains a colon followed by a space, which YAML reads as a second field.`,
      hint: `${quoted.en}\n    ${line}`,
    }),
    zh: ({ field, line }) => ({
      message: `\`${field}\` 的内容里有英文冒号加空格，YAML 会把它读成另一个字段。`,
      hint: `${quoted.zh}\n    ${line}`,
    }),
  },
  'header/hash-in-value': {
    severity: 'error',
    en: ({ field, kept, line }) => ({
      message: `${subject(field)} contains a hash after a space, where YAML begins a remark: ${kept === '' ? 'nothing of it would be left' : `only "${kept}" would be left`}.`,
      hint: `${quoted.en}\n    ${line}\nIf the words after the hash are a remark, put them on a line of their own.`,
    }),
    zh: ({ field, kept, line }) => ({
      message: `\`${field}\` 的内容里有空格加 #，YAML 从这里开始当作注释：${kept === '' ? '内容会全部丢失' : `只会留下“${kept}”`}。`,
      hint: `${quoted.zh}\n    ${line}\n如果 # 后面确实是注释，请另起一行书写。`,
    }),
  },
  'header/special-start': {
    severity: 'error',
    en: ({ field, sign, line }) => ({
      message: `${subject(field)} begins with \`${sign}\`, a sign that YAML keeps for itself.`,
      hint: `${quoted.en}\n    ${line}`,
    }),
    zh: ({ field, sign, line }) => ({
      message: `\`${field}\` 的内容以 \`${sign}\` 开头，这是 YAML 保留的符号。`,
      hint: `${quoted.zh}\n    ${line}`,
    }),
  },
  'header/unclosed-quote': {
    severity: 'error',
    en: ({ field, sign, line }) => ({
      message: `${subject(field)} begins with a quotation mark (${sign}) that is not closed on this line, so YAML would read on to the end of the file.`,
      hint: `Close it with the same straight mark:\n    ${line}`,
    }),
    zh: ({ field, sign, line }) => ({
      message: `\`${field}\` 的内容以引号（${sign}）开头，但这一行没有对应的结束引号，YAML 会一直读到文件末尾。`,
      hint: `请用同样的英文引号结束：\n    ${line}`,
    }),
  },
  'header/text-after-quote': {
    severity: 'error',
    en: ({ field, line }) => ({
      message: `${subject(field)} goes on after its closing quotation mark, where YAML expects the end of the line.`,
      hint: `${quoted.en}\n    ${line}`,
    }),
    zh: ({ field, line }) => ({
      message: `\`${field}\` 的结束引号后面还有文字，而 YAML 要求引号结束后就换行。`,
      hint: `${quoted.zh}\n    ${line}`,
    }),
  },
  'header/unclosed-list': {
    severity: 'error',
    en: ({ field, sign, missing }) => ({
      message: `${subject(field)} opens with \`${sign}\`, which is not closed before the next field.`,
      hint: `Put \`${missing}\` at the end of the list.`,
    }),
    zh: ({ field, sign, missing }) => ({
      message: `\`${field}\` 以 \`${sign}\` 开头，但到下一个字段之前都没有结束。`,
      hint: `请在列表末尾加上 \`${missing}\`。`,
    }),
  },
  'header/wrong-bracket': {
    severity: 'error',
    en: ({ seen, wanted }) => ({
      message: `Here \`${seen}\` closes a bracket that only \`${wanted}\` can close.`,
      hint: `Write \`${wanted}\`, or take away the bracket that is too many.`,
    }),
    zh: ({ seen, wanted }) => ({
      message: `这里用 \`${seen}\` 结束，但前面的括号只能用 \`${wanted}\` 结束。`,
      hint: `请改成 \`${wanted}\`，或者删去多余的括号。`,
    }),
  },
  'header/full-width-colon': {
    severity: 'error',
    en: ({ field, line }) => ({
      message: `After \`${field}\` stands a full-width colon (：), which is a letter like any other to YAML.`,
      hint: `Write an ordinary colon and a space:\n    ${line}`,
    }),
    zh: ({ field, line }) => ({
      message: `\`${field}\` 后面用了中文冒号（：），YAML 不认它，只把它当成普通文字。`,
      hint: `请改成英文冒号加一个空格：\n    ${line}`,
    }),
  },
  'header/no-space-after-colon': {
    severity: 'error',
    en: ({ field, line }) => ({
      message: `After the colon of \`${field}\` the space is missing, so YAML sees one long word and no field.`,
      hint: `Put a space after the colon:\n    ${line}`,
    }),
    zh: ({ field, line }) => ({
      message: `\`${field}\` 的冒号后面缺少空格，YAML 会把整行读成一个词，认不出字段。`,
      hint: `请在冒号后面加一个英文空格：\n    ${line}`,
    }),
  },
  'header/no-colon': {
    severity: 'error',
    en: ({ field, line }) => ({
      message: `After \`${field}\` the colon is missing, so this line is no field.`,
      hint: `Put a colon and a space after the name:\n    ${line}`,
    }),
    zh: ({ field, line }) => ({
      message: `\`${field}\` 后面缺少冒号，这一行不是字段。`,
      hint: `请在字段名后面加英文冒号和空格：\n    ${line}`,
    }),
  },
  'header/no-space-after-dash': {
    severity: 'error',
    en: () => ({
      message: 'After the hyphen of this list item the space is missing, so YAML sees no item.',
      hint: 'Put a space after the hyphen.',
    }),
    zh: () => ({
      message: '列表项的连字符后面缺少空格，YAML 认不出这一项。',
      hint: '请在连字符后面加一个空格。',
    }),
  },
  'header/tab': {
    severity: 'error',
    en: () => ({
      message: 'This line is indented with a tab, which YAML does not allow, because nobody can see how wide it is.',
      hint: 'Indent with two spaces.',
    }),
    zh: () => ({
      message: '这一行用制表符（Tab）缩进。YAML 不允许这样做，因为看不出它有多宽。',
      hint: '请用两个空格缩进。',
    }),
  },
  'header/wide-space': {
    severity: 'error',
    en: () => ({
      message: 'This line is indented with a full-width or no-break space, which YAML takes for a letter.',
      hint: 'Indent with two ordinary spaces.',
    }),
    zh: () => ({
      message: '这一行用全角空格（或不间断空格）缩进，YAML 会把它当成文字。',
      hint: '请用两个英文空格缩进。',
    }),
  },
  'header/indented-field': {
    severity: 'error',
    en: ({ field, above }) => ({
      message: `The field \`${field}\` is indented, so YAML takes it for more of the \`${above}\` above it.`,
      hint: `Begin the line with \`${field}\`, without spaces before it.`,
    }),
    zh: ({ field, above }) => ({
      message: `字段 \`${field}\` 前面有缩进，YAML 会把它当成上面 \`${above}\` 的内容。`,
      hint: `请让这一行直接以 \`${field}\` 开头，前面不留空格。`,
    }),
  },
  'header/value-and-fields': {
    severity: 'error',
    en: ({ field, below, value }) => ({
      message: `\`${field}\` has the value "${value}" on its own line and the field \`${below}\` below it; it can have only one of the two.`,
      hint: `Put every part on a line of its own below \`${field}:\`, each with its name.`,
    }),
    zh: ({ field, below, value }) => ({
      message: `\`${field}\` 同一行写了“${value}”，下面又有字段 \`${below}\`，两种写法只能选一种。`,
      hint: `请在 \`${field}:\` 下面逐行写出各个部分，每行都带上字段名。`,
    }),
  },
  'header/not-indented': {
    severity: 'error',
    en: ({ field }) => ({
      message: `This line is no field. If it goes on with the \`${field}\` above, YAML can only tell when it is indented.`,
      hint: `Put two spaces before it, or write all of \`${field}\` on one line.`,
    }),
    zh: ({ field }) => ({
      message: `这一行不是字段。如果它是上面 \`${field}\` 的后续，必须缩进，YAML 才能识别。`,
      hint: `请在行首加两个空格，或者把 \`${field}\` 写在同一行。`,
    }),
  },
  'header/stray-line': {
    severity: 'error',
    en: () => ({
      message: 'This line of the header is neither a field nor an item of a list.',
      hint: 'Move it below the closing `---` if it is text. A field is a name, a colon, a space and a value; a remark begins with #.',
    }),
    zh: () => ({
      message: '文件头里的这一行既不是字段，也不是列表项。',
      hint: '如果它是正文，请移到结束的 `---` 下面。字段的写法是：字段名、英文冒号、空格、内容；注释以 # 开头。',
    }),
  },
} satisfies Record<string, ProblemKind>
