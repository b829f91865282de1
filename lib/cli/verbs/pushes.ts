import { pushObstacle, wantedTargets } from '#lib/pushes/targets.ts'
import { callLike } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError, type Verb, type Words } from '../command.ts'
import { requireSite } from '../content.ts'

/** Why nothing would be pushed with the present settings; `undefined` when something would. */
function offWords({ config }: CommandContext): Words | undefined {
  const obstacle = pushObstacle(config)
  if (wantedTargets(config).size === 0) {
    return {
      en: 'Pushes are off: none of INDEXNOW_KEY, BAIDU_PUSH_TOKEN and WEBSUB_HUB is set.',
      zh: '推送未启用：INDEXNOW_KEY、BAIDU_PUSH_TOKEN、WEBSUB_HUB 均未设置。',
    }
  }
  if (obstacle === 'NOINDEX') return { en: 'Pushes are off: NOINDEX is true.', zh: '推送未启用：NOINDEX 为 true。' }
  if (obstacle === 'SITE_URL')
    return { en: 'Pushes are off: SITE_URL is an address of this machine.', zh: '推送未启用：SITE_URL 是本机地址。' }
  return undefined
}

export const pushesVerb: Verb = {
  name: 'pushes',
  usage: '[--failed] [--csv] [--retry] [--dry-run]',
  summary: { en: 'shows what search engines and hubs were told', zh: '查看向搜索引擎和订阅中心推送的记录' },
  help: {
    en: `Run this where the site runs: it needs the site's DATA_DIR. Receipts are kept for 90 days.

  --failed     only what was refused or given up
  --csv        all of it as a table
  --retry      lets what failed be tried again by the running site, after you have mended why
  --dry-run    what would be pushed now, for what changed since the site last looked; sends and writes nothing

Example: npm run news -- pushes --failed`,
    zh: `请在网站所在的机器上运行：需要网站的 DATA_DIR。记录保留 90 天。

  --failed     只看被拒绝或放弃的
  --csv        以表格输出全部记录
  --retry      排除原因后，让运行中的网站重新推送失败的记录
  --dry-run    查看自网站上次检查以来的变化将推送什么；不发送，不写入

示例：npm run news -- pushes --failed`,
  },
  async run(args, context) {
    const flag = { type: 'boolean', default: false } as const
    const { values, positionals } = parseFlags(args, { failed: flag, csv: flag, retry: flag, 'dry-run': flag })
    if (positionals.length > 0) throw callLike('pushes [--failed] [--csv] [--retry] [--dry-run]')
    if (values.retry && values['dry-run'])
      throw new UsageError({ en: 'Use --retry or --dry-run, not both.', zh: '--retry 与 --dry-run 只能选用一个。' })
    const { timeZone } = await requireSite(context)
    const off = offWords(context)
    if (off !== undefined && !values.csv) say(context, off)
    // Loaded only now: the database would slow every other verb down.
    const { openOutbox } = await import('#lib/pushes/outbox.ts')
    const outbox = openOutbox(context.config.dataDir)
    if (outbox === undefined) {
      say(context, {
        en: 'Nothing has been pushed from this DATA_DIR. The first start with pushes on remembers what is public and tells nobody.',
        zh: '此 DATA_DIR 尚无推送记录。启用推送后的首次启动只记录已公开的内容，不推送。',
      })
      return 0
    }
    try {
      if (values['dry-run']) await (await import('../pushes/dry-run.ts')).showDryRun(outbox, context)
      else if (values.retry) {
        const count = outbox.retry(context.now)
        say(context, { en: `${count} will be tried again.`, zh: `${count} 条将重新推送。` })
      } else (await import('../pushes/receipts.ts')).listReceipts(outbox, timeZone, context, values)
      return 0
    } finally {
      outbox.close()
    }
  },
}
