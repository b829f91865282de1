import type { Outbox } from '#lib/pushes/outbox.ts'
import type { Receipt } from '#lib/pushes/push.ts'
import { wallClockText } from '#lib/time-zone.ts'
import { absoluteUrl } from '#lib/urls.ts'
import { type CommandContext, say, type Words } from '../command.ts'

/** Receipts on a screen; a table has all. */
const shownReceipts = 50

const stateWords: Readonly<Record<Receipt['state'], Words>> = {
  waiting: { en: 'waiting', zh: '等待' },
  sent: { en: 'sent', zh: '已推送' },
  failed: { en: 'failed', zh: '失败' },
}

function renderReceipt(receipt: Receipt, timeZone: string, { config, language }: CommandContext): string {
  const { made, ended, target, state, reason, path, attempts, answer } = receipt
  const tries = attempts > 1 ? ` ×${attempts}` : ''
  const words = answer === undefined ? '' : `\n    ${answer}`
  const head = `${wallClockText(ended ?? made, timeZone)}  ${stateWords[state][language]}${tries}  ${target}  ${reason}`
  return `${head}  ${absoluteUrl(config.siteUrl, path)}${words}\n`
}

/** A field of RFC 4180. A leading sign of a formula is disarmed. */
function csvField(text: string): string {
  const harmless = /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

function writeTable(receipts: readonly Receipt[], timeZone: string, { config, write }: CommandContext): void {
  write('noticed,ended,target,state,reason,attempts,address,answer\n')
  for (const { made, ended, target, state, reason, attempts, path, answer } of receipts) {
    const fields = [
      wallClockText(made, timeZone),
      ended === undefined ? '' : wallClockText(ended, timeZone),
      target,
      state,
      reason,
      String(attempts),
      absoluteUrl(config.siteUrl, path),
      answer ?? '',
    ]
    write(`${fields.map(csvField).join(',')}\n`)
  }
}

/** Writes what was pushed, newest first: the newest to read, or everything as a table. Times are the site's. */
export function listReceipts(
  outbox: Outbox,
  timeZone: string,
  context: CommandContext,
  wanted: { csv: boolean; failed: boolean },
) {
  const state = wanted.failed ? 'failed' : undefined
  if (wanted.csv) return writeTable(outbox.receipts(-1, state), timeZone, context)
  const { waiting, failed } = outbox.counts()
  say(context, { en: `${waiting} waiting, ${failed} failed.`, zh: `等待 ${waiting} 条，失败 ${failed} 条。` })
  for (const receipt of outbox.receipts(shownReceipts, state)) context.write(renderReceipt(receipt, timeZone, context))
}
