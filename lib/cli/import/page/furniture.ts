import { foldWidth } from './text.ts'

const pageLabels = new RegExp(
  `^(?:${[
    'home(?: ?page)?',
    '(?:company|latest|industry|group|enterprise|corporate|press|media|hot)? ?news(?: (?:details?|contents?|cent(?:er|re)|views?|info(?:rmation)?|list|show|room))?',
    'news(?:details?|show|view|info|center|room)',
    '(?:article|detail(?:ed)?|content) ?(?:detail|page|view|information)?s?',
    'details?',
    'press releases?',
    'media cent(?:er|re)',
    'about us',
    '首页|主页|网站首页|返回首页|新闻|详情|正文|详细(?:信息|内容|页面)?|内容(?:详情|页)?',
    '(?:公司|企业|集团|行业|媒体|最新|热点|本站|图片|综合|商务|工作)?(?:新闻|资讯|动态|要闻)(?:详情|详细(?:信息|内容)?|中心|内容|动态|资讯|正文|信息|报道|展示|公告|列表)?',
    '文章(?:详情|内容|正文|详细)',
    '信息(?:详情|内容|中心)',
  ].join('|')})$`,
  'i',
)

const tools =
  /^(?:\[?(?:print(?: this(?: page)?)?|close(?: (?:this )?window)?|back(?: to (?:list|top))?|go back|return(?: to list)?|top|share|e-?mail(?: this)?|favou?rites?|add to favou?rites?|download|打印(?:本页|此页|本文)?|关闭(?:窗口|本页)?|返回(?:列表|顶部|上一页|上页)?|收藏(?:本页|本文)?|推荐(?:给好友)?|复制(?:链接)?|大|中|小|t ?t|a[+-]?|顶部|纠错|更多|more)\]?[\s|/,、·>]*)+$/i
const sharing =
  /^(?:share (?:to|on|this)|follow us|分享(?:到|至|给)?|关注我们|扫一扫|微信扫|一键分享|字体大小|字体|字号|font ?size|text size|背景颜色|双击滚屏)(?![a-z]).{0,60}$/i
const neighbour =
  /^(?:<|«|←)?\s*(?:previous|prev|next|last|up|上一?[篇条页则]|下一?[篇条页则]|前一篇|后一篇|相关(?:新闻|文章|阅读|链接)|related (?:news|articles?|links?|reading)|recommended)(?: (?:one|article|news|page|post|item))?\s*(?:[:>»→]|$)/i
const trailStart =
  /^(?:(?:your |current |present )?(?:location|position|place)|you are here|now in|(?:您|你)?(?:的)?(?:现在|当前|目前)?(?:的)?(?:所在)?(?:的)?位置(?:是)?|(?:您|你)(?:现在|当前)?(?:在|所在)(?:的位置)?(?:是)?|导航)\s*:/i
const trailStep = /\s*(?:>+|»|›|→|-&gt;|::|\/|\\|》)\s*/

function isTrail(text: string): boolean {
  if (trailStart.test(text)) return true
  if (text.length > 160) return false
  const steps = text.split(trailStep).filter((step) => step !== '')
  const first = steps[0]?.trim() ?? ''
  return (
    steps.length >= 2 &&
    /^(?:home(?: ?page)?|index|main(?: page)?|首页|主页|网站首页|本站首页|news|新闻(?:中心)?)$/i.test(first)
  )
}

const bare = (text: string) =>
  foldWidth(text)
    .trim()
    .replace(/^[\s【[<({|>»·•*=_-]+|[\s】\]>)}|»:·•*=_-]+$/g, '')

/** Whether a line is the name of the page or section (`News Detail`, `新闻中心`), not the title of a release. */
export function isPageLabel(text: string): boolean {
  const label = bare(text)
  return label !== '' && pageLabels.test(label)
}

/** Whether a line belongs to the page around the text: its name, a breadcrumb, print and share buttons, neighbours, a rule of signs. */
export function isFurniture(text: string): boolean {
  const line = foldWidth(text).trim()
  if (line === '') return false
  if (/^[-=_*~·•.#+|<>\s]+$/.test(line)) return true
  const inner = line.replace(/[【】[\]]+/g, ' ').trim()
  return isPageLabel(line) || tools.test(inner) || sharing.test(inner) || neighbour.test(inner) || isTrail(line)
}
