import type { ProblemKind } from '../problem.ts'

const minimal = '    ---\n    title: The headline\n    date: 2026-11-21 09:30:00\n    ---'
const minimalZh = '    ---\n    title: 稿件标题\n    date: 2026-11-21 09:30:00\n    ---'

const reasons = {
  en: new Map([
    ['BAD_INDENT', 'it is not indented like the lines around it'],
    ['MISSING_CHAR', 'a sign is missing, such as a colon, a comma or a quotation mark'],
    ['UNEXPECTED_TOKEN', 'there is a sign that cannot stand here'],
    ['MULTILINE_IMPLICIT_KEY', 'a field and its colon have to be on one line'],
    ['RESOURCE_EXHAUSTION', 'it is nested too deeply'],
  ]),
  zh: new Map([
    ['BAD_INDENT', '缩进与上下各行不一致'],
    ['MISSING_CHAR', '缺少冒号、逗号或引号之类的符号'],
    ['UNEXPECTED_TOKEN', '这里不能出现这个符号'],
    ['MULTILINE_IMPLICIT_KEY', '字段名和冒号必须在同一行'],
    ['RESOURCE_EXHAUSTION', '嵌套层数过多'],
  ]),
}

/** What can be wrong with the frame of a header and with its YAML as a whole. */
export const headerSyntaxProblems = {
  'header/missing': {
    severity: 'error',
    en: () => ({
      message:
        'This file has no header: its first line is text. Title and date stand in a header between two lines of three hyphens.',
      hint: `Put a header before the text:\n${minimal}`,
    }),
    zh: () => ({
      message: '这个文件没有文件头：第一行就是正文。标题和日期要写在两行“---”之间的文件头里。',
      hint: `请在正文前面加上文件头：\n${minimalZh}`,
    }),
  },
  'header/no-opening': {
    severity: 'error',
    en: ({ field }) => ({
      message: `The header begins with \`${field}\`, but the line of three hyphens before it is missing, so all of it would be shown as text.`,
      hint: 'Put a line with nothing but `---` before it.',
    }),
    zh: ({ field }) => ({
      message: `文件头从 \`${field}\` 开始，但前面缺少一行“---”，整个文件头会被当成正文显示。`,
      hint: '请在它前面加一行，只写 `---`。',
    }),
  },
  'header/no-closing': {
    severity: 'error',
    en: () => ({
      message:
        'The header has no end: the line of three hyphens after its last field is missing, so the text cannot be told from the header.',
      hint: 'Put a line with nothing but `---` here.',
    }),
    zh: () => ({
      message: '文件头没有结束：最后一个字段后面缺少一行“---”，无法区分文件头和正文。',
      hint: '请在这里加一行，只写 `---`。',
    }),
  },
  'header/bad-fence': {
    severity: 'error',
    en: ({ seen, end }) => ({
      message: `The ${end} line of the header has to be exactly three hyphens, \`---\`; this one is \`${seen}\`. Word processors turn hyphens into dashes.`,
      hint: 'Replace this line by `---`.',
    }),
    zh: ({ seen, end }) => ({
      message: `文件头的${end === 'opening' ? '开始' : '结束'}行必须正好是三个英文连字符 \`---\`，这里写的是 \`${seen}\`。文字处理软件会把连字符自动换成破折号。`,
      hint: '请把这一行改成 `---`。',
    }),
  },
  'header/blank-before': {
    severity: 'warning',
    en: ({ lines }) => ({
      message: `There ${lines === 1 ? 'is a blank line' : `are ${lines} blank lines`} before the header. It is read all the same, but other programs would take the header for text.`,
      hint: 'Let the file begin with `---`.',
    }),
    zh: ({ lines }) => ({
      message: `文件头前面有 ${lines} 个空行。本站仍能读取，但别的程序会把文件头当成正文。`,
      hint: '请让文件的第一行就是 `---`。',
    }),
  },
  'header/language': {
    severity: 'error',
    en: ({ language }) => ({
      message: `The header says that it is written in "${language}". Headers are lists of fields; no code in a file is ever run.`,
      hint: 'Let the first line be `---` alone, and write one field a line, such as `title: The headline`.',
    }),
    zh: ({ language }) => ({
      message: `文件头声明自己是用“${language}”写的。文件头只能是一行一个的字段，文件里的代码绝不会被执行。`,
      hint: '请让第一行只有 `---`，然后每行写一个字段，例如 `title: 稿件标题`。',
    }),
  },
  'header/too-long': {
    severity: 'error',
    en: ({ characters, limit }) => ({
      message: `This header has ${characters} characters; it may have ${limit}. Most likely its closing \`---\` is missing and the text was taken for the header.`,
      hint: 'Put a line with nothing but `---` after the last field.',
    }),
    zh: ({ characters, limit }) => ({
      message: `这个文件头有 ${characters} 个字符，上限是 ${limit}。多半是缺少结束的 \`---\`，正文被当成了文件头。`,
      hint: '请在最后一个字段后面加一行，只写 `---`。',
    }),
  },
  'header/too-deep': {
    severity: 'error',
    en: ({ limit }) => ({
      message: `Here brackets stand inside brackets more than ${limit} deep. No field needs more than three, so this was not read.`,
      hint: 'Take away the brackets that are too many.',
    }),
    zh: ({ limit }) => ({
      message: `这里的括号嵌套超过 ${limit} 层。任何字段都用不到三层以上，所以没有读取。`,
      hint: '请删去多余的括号。',
    }),
  },
  'header/not-fields': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `This header is not a list of fields; it reads "${seen}".`,
      hint: `Write one field a line, each with a colon and a space after its name:\n${minimal}`,
    }),
    zh: ({ seen }) => ({
      message: `这里不是一行一个的字段，读到的是“${seen}”。`,
      hint: `请每行写一个字段，字段名后面加英文冒号和空格：\n${minimalZh}`,
    }),
  },
  'header/duplicate-field': {
    severity: 'error',
    en: ({ field, firstLine, line }) => ({
      message: `The field \`${field}\` stands twice, on line ${firstLine} and on line ${line}, and only one of them can count.`,
      hint: 'Keep the right one and delete the other.',
    }),
    zh: ({ field, firstLine, line }) => ({
      message: `字段 \`${field}\` 写了两次，在第 ${firstLine} 行和第 ${line} 行，只能有一个生效。`,
      hint: '请保留正确的一个，删除另一个。',
    }),
  },
  'header/reference': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `YAML reads "${seen}" as a reference or a type (a word after \`&\`, \`*\` or \`!\`), which headers do not use.`,
      hint: 'If it is text, put the whole value in quotation marks. If it was meant as a reference, write the value out.',
    }),
    zh: ({ seen }) => ({
      message: `YAML 会把“${seen}”读成引用或类型（\`&\`、\`*\`、\`!\` 开头的词），文件头里不使用这些写法。`,
      hint: '如果它是文字，请给整个值加上引号；如果想引用别处的内容，请直接写出来。',
    }),
  },
  'header/bad-escape': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `Inside double quotation marks a backslash begins a special character, and "${seen}" is none.`,
      hint: "Use single quotation marks around the value ('…'), or write two backslashes.",
    }),
    zh: ({ seen }) => ({
      message: `双引号里的反斜杠表示特殊字符，而“${seen}”不是任何特殊字符。`,
      hint: "请改用单引号（'…'），或者写两个反斜杠。",
    }),
  },
  'header/hidden-character': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `In ${seen} a backslash stands for a character that cannot be seen and breaks links, feeds and sitemaps.`,
      hint: 'Delete the backslash and what belongs to it, or write the sign itself.',
    }),
    zh: ({ seen }) => ({
      message: `${seen} 里有一个用反斜杠表示的字符，它看不见，还会使链接、订阅源和站点地图出错。`,
      hint: '请删除这个反斜杠及其后的代码，或者直接写出要用的字符。',
    }),
  },
  'header/unreadable': {
    severity: 'error',
    en: ({ seen, reason }) => ({
      message: `This line cannot be read as YAML: ${reasons.en.get(String(reason)) ?? 'its signs do not fit together'}${seen === '' ? '' : ` (at "${seen}")`}.`,
      hint: 'Write one field a line, with a colon and a space after its name; put a value with unusual signs in quotation marks.',
    }),
    zh: ({ seen, reason }) => ({
      message: `这一行无法按 YAML 读取：${reasons.zh.get(String(reason)) ?? '符号搭配有误'}${seen === '' ? '' : `（“${seen}”处）`}。`,
      hint: '请每行写一个字段，字段名后面加英文冒号和空格；值里有特殊符号时，请加上引号。',
    }),
  },
} satisfies Record<string, ProblemKind>
