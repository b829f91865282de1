import type { ProblemKind } from '../problem.ts'

const brokenLinkCauses = {
  'wide-brackets': {
    en: 'It has Chinese (full-width) brackets. Type [ ] and ( ) with the keyboard in English mode.',
    zh: '其中用了全角括号。请切换到英文输入，改用半角 [ ] 和 ( )。',
  },
  'wide-mark': {
    en: 'It begins with a Chinese (full-width) exclamation mark. Type ! with the keyboard in English mode.',
    zh: '开头用了全角叹号。请切换到英文输入，改用半角 !。',
  },
  quotes: {
    en: 'The caption stands in curly quotation marks. Type straight ones: "caption".',
    zh: '图片说明用了弯引号或全角引号。请改用半角直引号："说明"。',
  },
  space: {
    en: 'The address has a space. Put it between < and >, or rename the file without spaces.',
    zh: '地址中有空格。请用 < 和 > 把地址括起来，或给文件改名、去掉空格。',
  },
  gap: {
    en: 'There is a space between the square and the round brackets. Delete it.',
    zh: '方括号和圆括号之间有空格，请删去。',
  },
  reference: {
    en: 'Nothing says where it leads. Write [words](address).',
    zh: '没有写明它指向哪里。请写成 [文字](地址)。',
  },
  other: {
    en: 'Write [words](address), or ![what is to be seen](file.jpg "caption") for a picture.',
    zh: '链接请写成 [文字](地址)，图片请写成 ![图中内容](file.jpg "图片说明")。',
  },
}
export type BrokenLinkCause = keyof typeof brokenLinkCauses
const causeWords = (cause: unknown) =>
  Object.entries(brokenLinkCauses).find(([name]) => name === cause)?.[1] ?? brokenLinkCauses.other

/** Words about what looks right to the eye and is not read as Markdown: typing habits, pastes from Word and chat programs. */
export const bodyTextProblems = {
  'body/link-broken': {
    severity: 'error',
    en: ({ seen, cause }) => ({
      message: `This looks like a link or a picture, but readers would see the characters themselves: ${seen}`,
      hint: causeWords(cause).en,
    }),
    zh: ({ seen, cause }) => ({
      message: `这里像是链接或图片，但读者看到的将是这些字符本身：${seen}`,
      hint: causeWords(cause).zh,
    }),
  },
  'body/heading-without-space': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `This looks like a heading, but readers would see the signs themselves: ${seen}`,
      hint: 'Begin the line with half-width ## and one space.',
    }),
    zh: ({ seen }) => ({
      message: `这里像是小标题，但读者看到的将是符号本身：${seen}`,
      hint: '请以半角 ## 加一个空格开头。',
    }),
  },
  'body/stray-marks': {
    severity: 'warning',
    en: ({ marks }) => ({
      message: `Readers will see these signs instead of bold words: ${marks}`,
      hint: 'Bold words stand between ** and ** without spaces inside: **words**. To show the signs, write \\*\\*.',
    }),
    zh: ({ marks }) => ({
      message: `读者看到的将是符号本身，而不是粗体：${marks}`,
      hint: '粗体请写成 **文字**，星号用半角，内侧不留空格。若要显示星号本身，请写 \\*\\*。',
    }),
  },
  'body/bullet-character': {
    severity: 'warning',
    en: ({ mark }) => ({
      message: `This line begins with "${mark}", so it is not an item of a list.`,
      hint: 'Begin it with "- " instead.',
    }),
    zh: ({ mark }) => ({ message: `这一行以“${mark}”开头，不会成为列表项。`, hint: '请改为以“- ”开头。' }),
  },
  'body/indented-text': {
    severity: 'error',
    en: () => ({
      message: 'Four spaces or a tab before this text make it computer code, shown in one long line.',
      hint: 'Delete the spaces at the beginning of the line.',
    }),
    zh: () => ({
      message: '行首有四个空格或制表符，这段文字会显示为代码，而且不换行。',
      hint: '请删去行首空格。段首缩进由网站自动处理。',
    }),
  },
  'body/footnote-missing': {
    severity: 'error',
    en: ({ name }) => ({
      message: `The footnote [^${name}] has no text.`,
      hint: `Add a line at the end of the file: [^${name}]: the text of the footnote.`,
    }),
    zh: ({ name }) => ({
      message: `脚注 [^${name}] 没有内容。`,
      hint: `请在文件末尾加一行：[^${name}]: 脚注内容。注意使用半角冒号。`,
    }),
  },
  'body/footnote-unused': {
    severity: 'warning',
    en: ({ name }) => ({
      message: `Nothing refers to the footnote [^${name}], so readers will not see it.`,
      hint: `Write [^${name}] where it belongs in the text, or delete it.`,
    }),
    zh: ({ name }) => ({
      message: `正文中没有引用脚注 [^${name}]，读者看不到它。`,
      hint: `请在正文相应位置写 [^${name}]，或删去这条脚注。`,
    }),
  },
  'body/footnote-repeated': {
    severity: 'error',
    en: ({ name, line }) => ({
      message: `The footnote [^${name}] is already written in line ${line}; this second text would be lost.`,
      hint: 'Give one of the two another name.',
    }),
    zh: ({ name, line }) => ({
      message: `脚注 [^${name}] 在第 ${line} 行已经写过，这里的内容会丢失。`,
      hint: '请给其中一条换个名称。',
    }),
  },
  'body/lang-unknown': {
    severity: 'error',
    en: ({ tag, meant }) => ({
      message: `"${tag}" is not the code of a language.`,
      hint: meant === undefined ? 'Use a code such as en, zh, ja or de: [words]{lang=ja}.' : `Write {lang=${meant}}.`,
    }),
    zh: ({ tag, meant }) => ({
      message: `“${tag}”不是语言代码。`,
      hint: meant === undefined ? '请使用 en、zh、ja、de 这样的代码：[文字]{lang=ja}。' : `请写 {lang=${meant}}。`,
    }),
  },
  'body/lang-syntax': {
    severity: 'error',
    en: ({ seen }) => ({
      message: `The language of these words is not marked in a way that can be read: ${seen}`,
      hint: 'Write [words]{lang=zh}: square brackets, then curly ones, half-width, without a space between.',
    }),
    zh: ({ seen }) => ({
      message: `这里的语言标记无法识别：${seen}`,
      hint: '请写成 [文字]{lang=en}：先方括号、后花括号，均为半角，中间不留空格。',
    }),
  },
  'body/pasted-table': {
    severity: 'error',
    en: () => ({
      message: 'This looks like a table from a spreadsheet, but readers would see its cells as one run of words.',
      hint: 'Put | between the cells, and a row of | --- | under the names of the columns.',
    }),
    zh: () => ({
      message: '这里像是从电子表格粘贴来的表格，但读者看到的将是连在一起的文字。',
      hint: '请用 | 分隔单元格，并在列名下面加一行 | --- |。',
    }),
  },
  'body/table-cells': {
    severity: 'error',
    en: ({ seen, expected }) => ({
      message: `This row has ${seen} cells but the table has ${expected} columns; the rest would be lost.`,
      hint: 'Add columns to the first row, or remove a |. To show the sign itself, write \\|.',
    }),
    zh: ({ seen, expected }) => ({
      message: `这一行有 ${seen} 个单元格，而表格只有 ${expected} 列，多出的内容会丢失。`,
      hint: '请在首行补足列数，或删去多余的 |。若要显示竖线本身，请写 \\|。',
    }),
  },
  'body/table-without-heads': {
    severity: 'warning',
    en: () => ({
      message: 'The first row of this table is empty, so no column has a name.',
      hint: 'Write the names of the columns in the first row; screen readers say them with each cell.',
    }),
    zh: () => ({
      message: '这个表格的首行为空，各列没有名称。',
      hint: '请在首行写上列名，读屏软件读每个单元格时会读出列名。',
    }),
  },
  'body/invisible-character': {
    severity: 'warning',
    en: ({ code }) => ({
      message: `Here is a character that cannot be seen (${code}); it hinders search and copying.`,
      hint: 'It usually comes with a paste from Word or a web page. Delete the characters around this place and type them again.',
    }),
    zh: ({ code }) => ({
      message: `此处有看不见的字符（${code}），会妨碍搜索和复制。`,
      hint: '通常是从 Word 或网页粘贴带来的。请删去此处前后的几个字，重新输入。',
    }),
  },
  'body/lost-character': {
    severity: 'error',
    en: () => ({
      message: 'The sign � stands for a character that was lost when the file was converted.',
      hint: 'Type the right character from the original.',
    }),
    zh: () => ({ message: '符号 � 表示文件转换时丢失了一个字。', hint: '请对照原稿补上正确的字。' }),
  },
} satisfies Record<string, ProblemKind>
