import { dayAfter, localDay } from '#lib/time-zone.ts'
import { callLike } from '../answers.ts'
import { parseFlags, type Verb } from '../command.ts'
import { requireSite } from '../content.ts'
import { parseSpan } from '../span.ts'
import { withVisits } from '../visits/open.ts'
import { readStatistics, renderStatistics } from '../visits/statistics.ts'

const options = { since: { type: 'string' }, csv: { type: 'boolean' } } as const
const day = 86_400_000

export const statsVerb: Verb = {
  name: 'stats',
  usage: '[--since 30d] [--csv]',
  summary: { en: 'shows visits by day and release', zh: '按日期和稿件显示访问量' },
  help: {
    en: `Visits of each day and of the most read releases, and the hits that were refused, by reason. A day far above a release's
own habit is marked as unusual; it is counted all the same. Run this where the site runs: it needs its DATA_DIR or VISITS_STORE.

  --since 30d     days or weeks up to today
  --csv           slug, day and visits as a table for a spreadsheet

Example: npm run news -- stats --since 2w`,
    zh: `显示每天的访问量、访问最多的稿件，以及未计入的请求和原因。远高于平时的日子标为异常，但照常计入。
请在网站所在的机器上运行：需要网站的 DATA_DIR 或 VISITS_STORE。

  --since 30d     截至今天的天数或周数
  --csv           输出表格（slug、day、visits），可用电子表格打开

示例：npm run news -- stats --since 2w`,
  },
  async run(args, context) {
    const { values, positionals } = parseFlags(args, options)
    if (positionals.length > 0) throw callLike('stats [--since 30d] [--csv]')
    const span = parseSpan('since', values.since ?? '30d', 3660 * day)
    const { timeZone } = await requireSite(context)
    const to = localDay(context.now, timeZone)
    const from = dayAfter(to, 1 - Math.ceil(span / day))
    await withVisits(context, async (store) => {
      if (values.csv !== true) {
        context.write(renderStatistics(await readStatistics(store, from, to), context.language))
        return
      }
      context.write('slug,day,visits\n')
      for await (const row of store.export())
        if (row.day >= from && row.day <= to) context.write(`${row.slug},${row.day},${row.visits}\n`)
    })
    return 0
  },
}
