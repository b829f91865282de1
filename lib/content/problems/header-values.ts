import type { ProblemKind } from '../problem.ts'

const offer = (value: string | number | undefined) => `\n    ${value}`

/** What can be wrong with a value of the right kind. */
export const headerValueProblems = {
  'header/text-too-long': {
    severity: 'error',
    en: ({ field, length, limit }) => ({
      message: `The \`${field}\` has ${length} characters; it may have ${limit}, or it does not fit where it is shown.`,
      hint: 'Shorten it, and move the rest into the text.',
    }),
    zh: ({ field, length, limit }) => ({
      message: `\`${field}\` 有 ${length} 个字符，上限是 ${limit} 个，再长就显示不下了。`,
      hint: '请缩短它，把其余内容移到正文里。',
    }),
  },
  'header/summary-too-long': {
    severity: 'warning',
    en: ({ length, limit }) => ({
      message: `The \`summary\` has ${length} characters. Search engines and social networks cut it after about ${limit}; readers of the page still see all of it.`,
      hint: `Say the main point in at most ${limit} characters.`,
    }),
    zh: ({ length, limit }) => ({
      message: `\`summary\` 有 ${length} 个字符。搜索引擎和社交网络大约在 ${limit} 个字符处截断，页面上仍会完整显示。`,
      hint: `请用不超过 ${limit} 个字符概括要点。`,
    }),
  },
  'header/not-boolean': {
    severity: 'error',
    en: ({ field, value, meant }) => ({
      message: `\`${field}\` is either \`true\` or \`false\`; "${value}" is only a word to the computer.`,
      hint: meant === '' ? `Write \`${field}: true\` or \`${field}: false\`.` : `Write:${offer(`${field}: ${meant}`)}`,
    }),
    zh: ({ field, value, meant }) => ({
      message: `\`${field}\` 只能写 \`true\`（是）或 \`false\`（否），“${value}”对计算机来说只是一个普通的词。`,
      hint: meant === '' ? `请写 \`${field}: true\` 或 \`${field}: false\`。` : `请写：${offer(`${field}: ${meant}`)}`,
    }),
  },
  'header/not-a-number': {
    severity: 'error',
    en: ({ field, value, replacement }) => ({
      message: `\`${field}\` is a whole number, and "${value}" is not written as one.`,
      hint:
        replacement === ''
          ? 'Write digits only, such as 1200.'
          : `Write digits only:${offer(`${field}: ${replacement}`)}`,
    }),
    zh: ({ field, value, replacement }) => ({
      message: `\`${field}\` 应该是整数，“${value}”不是整数的写法。`,
      hint: replacement === '' ? '请只写数字，例如 1200。' : `请只写数字：${offer(`${field}: ${replacement}`)}`,
    }),
  },
  'header/unknown-value': {
    severity: 'error',
    en: ({ field, value, meant, choices }) => ({
      message: `"${value}" is no value of \`${field}\`${meant === '' ? '.' : `; did you mean \`${meant}\`?`}`,
      hint: `Write one of these: ${choices}.`,
    }),
    zh: ({ field, value, meant, choices }) => ({
      message: `\`${field}\` 不能写“${value}”${meant === '' ? '。' : `，是否应为 \`${meant}\`？`}`,
      hint: `请从下列值中选一个：${String(choices).replaceAll(', ', '、')}。`,
    }),
  },
  'header/unknown-category': {
    severity: 'error',
    en: ({ value, meant, keys }) => ({
      message: `There is no category "${value}"${meant === '' ? '.' : `; did you mean \`${meant}\`?`}`,
      hint: `The categories are ${keys}. A new one is added in categories.yaml.`,
    }),
    zh: ({ value, meant, keys }) => ({
      message: `没有“${value}”这个栏目${meant === '' ? '。' : `，是否应为 \`${meant}\`？`}`,
      hint: `现有栏目：${String(keys).replaceAll(', ', '、')}。新栏目请加到 categories.yaml。`,
    }),
  },
  'header/full-width-comma': {
    severity: 'error',
    en: ({ value }) => ({
      message: `"${value}" would be one tag: between items YAML wants an ordinary comma, not a full-width one.`,
      hint: 'Write an ordinary comma and a space between the tags.',
    }),
    zh: ({ value }) => ({
      message: `“${value}”会被当成一个标签：YAML 用英文逗号分隔列表项，不认中文逗号和顿号。`,
      hint: '请在标签之间写英文逗号和空格。',
    }),
  },
  'header/tag-twice': {
    severity: 'warning',
    en: ({ first, second }) => ({
      message: `The tags "${first}" and "${second}" are the same tag: capitals and full-width letters make no difference.`,
      hint: 'Keep one of them.',
    }),
    zh: ({ first, second }) => ({
      message: `标签“${first}”和“${second}”其实是同一个：大小写和全角半角不作区分。`,
      hint: '请只保留一个。',
    }),
  },
  'header/bad-address': {
    severity: 'error',
    en: ({ field, value, guess }) => ({
      message: `"${value}" is not a complete web address, so \`${field}\` would lead nowhere; only http and https are allowed.`,
      hint:
        guess === '' ? 'Write the whole address, beginning with https://.' : `Write the whole address:${offer(guess)}`,
    }),
    zh: ({ field, value, guess }) => ({
      message: `“${value}”不是完整的网址，\`${field}\` 的链接无法打开；网址只能以 http 或 https 开头。`,
      hint: guess === '' ? '请写完整的网址，以 https:// 开头。' : `请写完整的网址：${offer(guess)}`,
    }),
  },
  'header/bad-email': {
    severity: 'error',
    en: ({ value }) => ({
      message: `"${value}" is not an e-mail address.`,
      hint: 'Write one address, such as press@example.com.',
    }),
    zh: ({ value }) => ({
      message: `“${value}”不是电子邮件地址。`,
      hint: '请写一个地址，例如 press@example.com。',
    }),
  },
  'header/bad-file-name': {
    severity: 'error',
    en: ({ field, value }) => ({
      message: `\`${field}\` names a file in the folder of this release, and "${value}" is not the name of such a file.`,
      hint: 'Put the file beside the text and write its name alone, such as opening.jpg.',
    }),
    zh: ({ field, value }) => ({
      message: `\`${field}\` 应该是本稿件文件夹里的文件名，“${value}”不是。`,
      hint: '请把文件放在稿件旁边，这里只写文件名，例如 opening.jpg。',
    }),
  },
  'header/bad-slug': {
    severity: 'error',
    en: ({ field, value }) => ({
      message: `\`${field}\` is the folder name of another release, and "${value}" cannot be one.`,
      hint: 'Write the folder name alone: lower-case letters, digits and hyphens, such as weifang-seminar.',
    }),
    zh: ({ field, value }) => ({
      message: `\`${field}\` 应该是另一篇稿件的文件夹名，“${value}”不符合要求。`,
      hint: '请只写文件夹名：小写字母、数字和连字符，例如 weifang-seminar。',
    }),
  },
  'header/replacement-missing': {
    severity: 'error',
    en: () => ({
      message:
        'This release is marked as replaced, but nothing says by which one, so its readers could not be sent on.',
      hint: 'Name the folder of the new release:\n    replacement: weifang-seminar',
    }),
    zh: () => ({
      message: '这篇稿件标为已被替代（replaced），却没有写明被哪一篇替代，无法为读者转到新稿件。',
      hint: '请写出新稿件的文件夹名：\n    replacement: weifang-seminar',
    }),
  },
  'header/alias-with-host': {
    severity: 'error',
    en: ({ value, path }) => ({
      message: `The alias "${value}" names a whole address; an alias is the part after the host name.`,
      hint: `Write:${offer(path)}`,
    }),
    zh: ({ value, path }) => ({
      message: `别名“${value}”写成了完整网址，这里只要域名后面的部分。`,
      hint: `请写：${offer(path)}`,
    }),
  },
  'header/alias-no-slash': {
    severity: 'error',
    en: ({ value, path }) => ({
      message: `The alias "${value}" does not begin with a slash, so it is no address on this site.`,
      hint: `Write:${offer(path)}`,
    }),
    zh: ({ value, path }) => ({
      message: `别名“${value}”不是以 / 开头，不是本站的地址。`,
      hint: `请写：${offer(path)}`,
    }),
  },
  'header/alias-form': {
    severity: 'error',
    en: ({ value }) => ({
      message: `No browser asks for the alias "${value}": an address has no spaces, backslashes or hashes, and not two slashes at its start.`,
      hint: 'Copy the old address from the browser and delete the host name.',
    }),
    zh: ({ value }) => ({
      message: `浏览器不会请求“${value}”这样的别名：地址里不能有空格、反斜杠或 #，也不能以两个斜杠开头。`,
      hint: '请从浏览器复制旧地址，再删去域名部分。',
    }),
  },
  'header/alias-taken': {
    severity: 'error',
    en: ({ value }) => ({
      message: `The alias "${value}" is the address of a page of this site, which would then be lost.`,
      hint: 'Write the old address of this release, or delete the alias.',
    }),
    zh: ({ value }) => ({
      message: `别名“${value}”是本站已有页面的地址，设为别名后那个页面就打不开了。`,
      hint: '请写这篇稿件的旧地址，或者删除这个别名。',
    }),
  },
} satisfies Record<string, ProblemKind>
