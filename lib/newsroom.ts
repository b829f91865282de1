import type { Clock } from '#lib/clock.ts'
import type { Config } from '#lib/config.ts'
import type { LiveContent } from '#lib/content/live.ts'
import type { Edition } from '#lib/content/types.ts'
import type { Log } from '#lib/log.ts'
import type { Visits } from '#lib/visits/recorder.ts'

/** Everything that holds state in a process, opened once. Pages, server and commands receive it. */
export interface Newsroom {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly content: LiveContent
  readonly visits: Visits
  /** What is public now. The same object until something changes. */
  edition(): Edition
  close(): Promise<void>
}
