import { randomBytes } from 'node:crypto'
import { ConfigError } from '#lib/errors.ts'
import { formatDateTime } from '#lib/i18n/format.ts'
import { locales } from '#lib/i18n/locales.ts'
import { messages } from '#lib/i18n/translate.ts'
import { isPreviewable } from '#lib/preview/preview.ts'
import { longestPreview, revokePreviews } from '#lib/preview/revocations.ts'
import { buildPreviewToken } from '#lib/preview/token.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { callLike, chooseFlag } from '../answers.ts'
import { type CommandContext, parseFlags, say, type Verb } from '../command.ts'
import { type OpenedRelease, openRelease } from '../release-folder.ts'
import { parseSpan } from '../span.ts'

const options = { expires: { type: 'string' }, lang: { type: 'string' }, revoke: { type: 'boolean' } } as const

function requireSecret({ config, language }: CommandContext): string {
  if (config.previewSecret !== undefined) return config.previewSecret
  const [message, hint] =
    language === 'zh'
      ? [
          '预览功能没有开启：没有设置 PREVIEW_SECRET。',
          '请为网站和本命令设置同一个 PREVIEW_SECRET（至少 16 个字符，可用 openssl rand -hex 32 生成），然后重启网站。',
        ]
      : [
          'Previews are off: PREVIEW_SECRET is not set.',
          'Set the same PREVIEW_SECRET for the site and for this command (at least 16 characters; make one with: openssl rand -hex 32) and restart the site.',
        ]
  throw new ConfigError('preview/off', message, hint)
}

/** One line for each version: its link, or that it needs none. Returns how many links there are. */
function writeLinks(
  { slug, site, versions }: OpenedRelease,
  { secret, life }: { readonly secret: string; readonly life: number },
  context: CommandContext,
): number {
  const { config, now, language } = context
  const expires = now + life
  const until = formatDateTime(expires, site.timeZone, language)
  let links = 0
  for (const { release } of versions) {
    const { locale } = release
    if (!isPreviewable(release, now)) {
      const url = absoluteUrl(config.siteUrl, urls.release(locale, slug))
      say(context, {
        en: `The ${messages('en').languages[locale]} version waits for nothing and needs no preview: ${url}`,
        zh: `${messages('zh').languages[locale]}版已经发布过，无需预览：${url}`,
      })
      continue
    }
    const nonce = randomBytes(6).toString('hex')
    const token = buildPreviewToken({ slug, locale, expires, issued: now, nonce }, secret)
    const url = absoluteUrl(config.siteUrl, urls.preview(locale, token))
    say(context, {
      en: `Preview of the ${messages('en').languages[locale]} version, until ${until} or its publication: ${url}`,
      zh: `${messages('zh').languages[locale]}版预览链接（${until}之前、稿件发布之前有效）：${url}`,
    })
    links += 1
  }
  return links
}

export const previewVerb: Verb = {
  name: 'preview',
  usage: '<slug> [--lang en|zh] [--expires 48h] [--revoke]',
  summary: { en: 'makes a secret link to a release that is not public yet', zh: '为未公开的稿件生成预览链接' },
  help: {
    en: `The link shows the real page with a bar that says so. It counts no visit, is kept and indexed by nobody, and dies when it
expires, when the release is published, or with --revoke. Run this where the site runs: it needs the site's PREVIEW_SECRET,
SITE_URL and, for --revoke, DATA_DIR.

  --lang en|zh      only this language
  --expires 48h     90m, 48h, 3d or 2w; two days by default, 30 days at most
  --revoke          makes all links void that were made for this release so far

Example: npm run news -- preview spring-seminar --expires 3d`,
    zh: `链接显示真实页面，并带有预览提示。查看不计入访问量，不会被缓存或收录；到期、稿件发布或使用 --revoke 后失效。
请在网站所在的机器上运行：需要网站的 PREVIEW_SECRET、SITE_URL，--revoke 还需要 DATA_DIR。

  --lang en|zh      只生成这种语言的链接
  --expires 48h     90m、48h、3d、2w 等；默认两天，最长 30 天
  --revoke          使这篇稿件此前的所有预览链接失效

示例：npm run news -- preview spring-seminar --expires 3d`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    const [typed, ...rest] = positionals
    if (typed === undefined || rest.length > 0) throw callLike('preview <slug>')
    const secret = requireSecret(context)
    const lang = chooseFlag('lang', values.lang, locales)
    const life = parseSpan('expires', values.expires ?? '48h', longestPreview)
    const opened = await openRelease(context, typed)
    if (values.revoke === true) {
      await revokePreviews(context.config.dataDir, opened.slug, context.now)
      say(context, {
        en: `All preview links of ${opened.slug} made so far are void.`,
        zh: `${opened.slug} 此前的所有预览链接已失效。`,
      })
      return 0
    }
    const versions = opened.versions.filter(({ release }) => lang === undefined || release.locale === lang)
    return writeLinks({ ...opened, versions }, { secret, life }, context) > 0 ? 0 : 1
  },
}
