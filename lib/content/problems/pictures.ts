import type { ProblemKind, ProblemValues } from '../problem.ts'

const missing = (values: ProblemValues) => ({
  en:
    values['nearest'] === undefined
      ? 'Put the file into the folder and write its name exactly, with its ending.'
      : `Did you mean ${values['nearest']}?`,
  zh:
    values['nearest'] === undefined
      ? '请把文件放进该文件夹，并准确写出文件名和扩展名。'
      : `是否应为 ${values['nearest']}？`,
})

/** A file's name between the round brackets of a picture. */
const target = (name: string | number | undefined) => (/[\s()]/.test(String(name)) ? `<${name}>` : name)

export const pictureProblems = {
  'picture/alt-missing': {
    severity: 'error',
    en: ({ name }) => ({
      message: `The picture ${name} has no words for readers who cannot see it.`,
      hint: `Say between the square brackets what is to be seen: ![Two engineers at the control desk](${target(name)}).`,
    }),
    zh: ({ name }) => ({
      message: `图片 ${name} 没有供看不到图片的读者使用的文字。`,
      hint: `请在方括号内写明图中内容：![两名工程师在控制台前](${target(name)})。`,
    }),
  },
  'picture/alt-is-file-name': {
    severity: 'warning',
    en: ({ alt }) => ({
      message: `"${alt}" is the name of a file, not what the picture shows.`,
      hint: 'Say in a few words what is to be seen; a screen reader reads them aloud.',
    }),
    zh: ({ alt }) => ({
      message: `“${alt}”是文件名，不是图中内容。`,
      hint: '请用几个字写明图中内容，读屏软件会读出来。',
    }),
  },
  'picture/not-found': {
    severity: 'error',
    en: (values) => ({
      message: `There is no picture "${values['name']}" in this release's folder.`,
      hint: missing(values).en,
    }),
    zh: (values) => ({ message: `这篇稿件的文件夹里没有图片“${values['name']}”。`, hint: missing(values).zh }),
  },
  'picture/too-large': {
    severity: 'error',
    en: ({ name, kilobytes, width, height, limitKilobytes, limitMegapixels }) => ({
      message: `The picture ${name} is too large: ${kilobytes} KB, ${width} × ${height} pixels.`,
      hint: `Save it smaller: at most ${limitKilobytes} KB and ${limitMegapixels} megapixels. 2400 pixels of width are enough for every screen.`,
    }),
    zh: ({ name, kilobytes, width, height, limitKilobytes, limitMegapixels }) => ({
      message: `图片 ${name} 过大：${kilobytes} KB，${width} × ${height} 像素。`,
      hint: `请缩小后再保存：不超过 ${limitKilobytes} KB、${Number(limitMegapixels) * 100} 万像素。宽度 2400 像素已足够任何屏幕使用。`,
    }),
  },
  'picture/format': {
    severity: 'error',
    en: ({ name, formats }) => ({
      message: `"${name}" is not of a kind that browsers show safely.`,
      hint: `Save it as one of: ${formats}. Photographs as JPEG, drawings as PNG.`,
    }),
    zh: ({ name, formats }) => ({
      message: `“${name}”的格式不能在网页上安全显示。`,
      hint: `请另存为以下格式之一：${formats}。照片用 JPEG，图表用 PNG。`,
    }),
  },
  'picture/unreadable': {
    severity: 'error',
    en: ({ name }) => ({
      message: `The file ${name} cannot be read as a picture: it is damaged, or of another kind than its ending says.`,
      hint: 'Open it in a picture program, save it as JPEG or PNG and replace the file.',
    }),
    zh: ({ name }) => ({
      message: `文件 ${name} 无法作为图片读取：文件已损坏，或实际格式与扩展名不符。`,
      hint: '请用图片软件打开，另存为 JPEG 或 PNG 后替换该文件。',
    }),
  },
  'picture/remote': {
    severity: 'error',
    en: ({ address }) => ({
      message: `This picture is on another site: ${address}`,
      hint: 'Download it, make sure that you may use it, put it into this folder and write its file name. Pictures elsewhere can change or vanish, and they tell others who reads this site.',
    }),
    zh: ({ address }) => ({
      message: `这张图片在别的网站上：${address}`,
      hint: '请确认有权使用后下载图片，放进本文件夹，并写文件名。外站图片可能被更换或删除，还会把读者的访问透露给对方。',
    }),
  },
  'picture/embedded': {
    severity: 'error',
    en: () => ({
      message: 'A picture is pasted into the text as data.',
      hint: 'Save the picture as a file in this folder and write ![what is to be seen](file.jpg) in its place.',
    }),
    zh: () => ({
      message: '正文中直接粘贴了图片数据。',
      hint: '请把图片存为本文件夹中的文件，在原处写 ![图中内容](file.jpg)。',
    }),
  },
  'picture/on-page': {
    severity: 'error',
    en: () => ({
      message: 'Pages such as About have no pictures; only releases have.',
      hint: 'Delete the picture, or link to a release that shows it.',
    }),
    zh: () => ({
      message: '“关于”之类的页面不能放图片，只有稿件可以。',
      hint: '请删去图片，或链接到含有该图片的稿件。',
    }),
  },
  'download/not-found': {
    severity: 'error',
    en: (values) => ({
      message: `There is no file "${values['name']}" in this release's folder to download.`,
      hint: missing(values).en,
    }),
    zh: (values) => ({ message: `这篇稿件的文件夹里没有可下载的文件“${values['name']}”。`, hint: missing(values).zh }),
  },
} satisfies Record<string, ProblemKind>
