import { isbot } from 'isbot'

const shortest = 20
const longest = 1000

/**
 * Products of browsers that people in China use and that robot lists take for the robots of the same companies: Sogou's
 * (`SogouMobileBrowser`, `SogouMSE`, `MetaSr`), UC, QQ, Baidu's app, the news reader of Toutiao, and Alibaba's apps (`AliApp(`).
 */
const chineseBrowsers =
  /SogouMobileBrowser|SogouMSE|MetaSr|UCBrowser|QQBrowser|baiduboxapp|NewsArticle|NewsLite|AliApp\(/
const namesRobot = /spider|(?<!cu)bot|crawl|headless/i

/**
 * Whether a `User-Agent` is of a program and not of a person's browser: known to `isbot`, shorter than 20 or longer than
 * 1,000 characters. Chinese browsers that `isbot` confuses with robots are people's, unless the text names a robot too.
 */
export function isRobot(agent: string): boolean {
  if (agent.length < shortest || agent.length > longest) return true
  return isbot(agent) && (!chineseBrowsers.test(agent) || namesRobot.test(agent))
}
