import type { Instant } from '#lib/content/types.ts'

/** Who is told: IndexNow's search engines, Baidu's link submission, and the WebSub hub of the feeds. */
export const pushTargets = ['indexnow', 'baidu', 'websub'] as const
export type PushTarget = (typeof pushTargets)[number]

export type PushReason = 'published' | 'updated' | 'withdrawn' | 'moved'

/** One address that one target is to be told. */
export interface Push {
  readonly target: PushTarget
  /** Path on this site. */
  readonly path: string
  readonly reason: PushReason
}

/** What became of a push. */
export interface Receipt extends Push {
  /** When the change was noticed. */
  readonly made: Instant
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly attempts: number
  /** The last answer in words, without secrets; absent before the first. */
  readonly answer?: string
  /** When it was sent or given up; absent while it waits. */
  readonly ended?: Instant
}
