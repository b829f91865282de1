import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { sqliteStoreFile } from '#lib/visits/store/open.ts'
import { backupSqliteStore } from '#lib/visits/store/sqlite/backup.ts'
import { callLike } from '../answers.ts'
import { type CommandContext, parseFlags, say, UsageError } from '../command.ts'

/** Copies the SQLite visits file while the site goes on counting. */
export async function backupVisits(args: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = parseFlags(args, {}).positionals
  if (name === undefined || rest.length > 0) throw callLike('visits backup copy.sqlite')
  const { visitsStore, dataDir } = context.config
  const file = sqliteStoreFile(dataDir)
  if (visitsStore.kind !== 'sqlite' || !existsSync(file)) {
    throw new UsageError({
      en: `There is no ${file} to copy. A Redis server is backed up with its own means; see docs/operating.md.`,
      zh: `没有可以复制的 ${file}。Redis 请用其自身的方法备份，见 docs/operating.md。`,
    })
  }
  const to = resolve(context.directory, name)
  if (existsSync(to)) {
    throw new UsageError({ en: `${name} exists and is never overwritten.`, zh: `${name} 已经存在，不会被覆盖。` })
  }
  await backupSqliteStore(file, to)
  say(context, { en: `Copied all visits to ${name}.`, zh: `已将全部访问量复制到 ${name}。` })
  return 0
}
