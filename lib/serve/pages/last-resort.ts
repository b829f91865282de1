const page = (english: { title: string; text: string }, chinese: { title: string; text: string }) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${english.title}</title>
</head>
<body>
<main>
<h1>${english.title}</h1>
<p>${english.text}</p>
<section lang="zh-CN">
<h2>${chinese.title}</h2>
<p>${chinese.text}</p>
</section>
</main>
</body>
</html>
`

/** What readers see when even the error page cannot be rendered: both languages, no style sheet, no data. */
export const lastResortHtml = page(
  {
    title: 'This page cannot be shown at the moment',
    text: 'The fault is ours. Please try again in a few minutes, or go to the <a href="/en">home page</a>.',
  },
  { title: '页面暂时无法显示', text: '问题出在本站。请过几分钟再试，或返回<a href="/zh">首页</a>。' },
)

/** What readers see in the seconds in which the site starts. */
export const startingHtml = page(
  { title: 'The site is starting', text: 'Its releases are being read. Please try again in a few seconds.' },
  { title: '网站正在启动', text: '正在读取新闻内容，请过几秒钟再试。' },
)
