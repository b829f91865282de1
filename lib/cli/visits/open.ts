import { existsSync } from 'node:fs'
import { ConfigError } from '#lib/errors.ts'
import type { VisitsStoreSetting } from '#lib/visits/store/open.ts'
import type { VisitStore } from '#lib/visits/store/store.ts'
import { type CommandContext, UsageError } from '../command.ts'

/** Longest that a Redis command of ours may take, ms: nobody waits for a page. */
const commandTimeout = 10_000

/** The store that `setting` names, for commands. Rejects with `ConfigError` when it can hold nothing that a command could see. */
async function openVisits(
  setting: VisitsStoreSetting,
  { config, language }: CommandContext,
  isNew: boolean,
): Promise<VisitStore> {
  const zh = language === 'zh'
  if (setting.kind === 'memory') {
    throw new ConfigError(
      'visits/in-memory',
      zh
        ? 'VISITS_STORE=memory：访问量只在运行中的进程里。'
        : 'VISITS_STORE is memory: only the running process knows its visits.',
      zh ? '请把 VISITS_STORE 设为 sqlite 或 redis://…。' : 'Set VISITS_STORE to sqlite or redis://….',
    )
  }
  // Loaded only now: the clients of the stores would slow every other verb down.
  const { openStore, sqliteStoreFile } = await import('#lib/visits/store/open.ts')
  const file = sqliteStoreFile(config.dataDir)
  if (setting.kind === 'sqlite' && !isNew && !existsSync(file)) {
    throw new ConfigError(
      'visits/none-yet',
      zh ? `还没有访问量：没有 ${file}。` : `No visits have been counted yet: there is no ${file}.`,
      zh ? '如果网站用的是另一个文件夹，请设置 DATA_DIR。' : 'If the site keeps its data elsewhere, set DATA_DIR.',
    )
  }
  return await openStore(setting, { dataDir: config.dataDir, busyTimeout: 10_000, commandTimeout })
}

interface Which {
  /** The site's own by default. */
  readonly setting?: VisitsStoreSetting
  /** Whether the store may be an empty one that is made now. */
  readonly isNew?: boolean
}

/** Hands a store to `use`, and closes it afterwards. */
export async function withVisits<T>(
  context: CommandContext,
  use: (store: VisitStore) => Promise<T>,
  { setting = context.config.visitsStore, isNew = false }: Which = {},
): Promise<T> {
  const store = await openVisits(setting, context, isNew)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** A store as an editor names it: `sqlite` or `redis://…`. Throws `UsageError` for anything else. */
export function readSetting(text: string): VisitsStoreSetting {
  if (text === 'sqlite') return { kind: 'sqlite' }
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return { kind: 'redis', url: text }
  throw new UsageError({
    en: 'A store is sqlite, or an address such as redis://localhost:6379.',
    zh: '存储只能是 sqlite，或 redis://localhost:6379 这样的地址。',
  })
}
