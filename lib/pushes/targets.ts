import { createBaidu } from './protocols/baidu.ts'
import { createIndexNow } from './protocols/index-now.ts'
import type { Protocol } from './protocols/protocol.ts'
import { createWebSub } from './protocols/web-sub.ts'
import type { PushTarget } from './push.ts'

/** The settings that pushes depend on. */
export interface PushSettings {
  readonly siteUrl: string
  readonly noindex: boolean
  readonly indexNowKey?: string
  readonly baiduPushToken?: string
  readonly webSubHub?: string
}

/** Why a site with these settings tells nobody anything whatever keys it has; `undefined` when it may. */
export function pushObstacle({ siteUrl, noindex }: PushSettings): 'NOINDEX' | 'SITE_URL' | undefined {
  if (noindex) return 'NOINDEX'
  const { hostname } = new URL(siteUrl)
  const isLocal = /(?:^|\.)localhost$|^127\.|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)
  return isLocal ? 'SITE_URL' : undefined
}

/** What the settings turn on. */
export function wantedTargets(settings: PushSettings): ReadonlySet<PushTarget> {
  const { indexNowKey, baiduPushToken, webSubHub } = settings
  return new Set<PushTarget>([
    ...(indexNowKey === undefined ? [] : ['indexnow' as const]),
    ...(baiduPushToken === undefined ? [] : ['baidu' as const]),
    ...(webSubHub === undefined ? [] : ['websub' as const]),
  ])
}

/** Addresses and patience other than the usual, for tests against stand-ins. `timeout` in ms. */
export interface PushEndpoints {
  readonly indexNow?: string
  readonly baidu?: string
  readonly timeout?: number
}

/** A way to tell each target that the settings turn on. */
export function createProtocols(
  settings: PushSettings,
  endpoints: PushEndpoints = {},
): ReadonlyMap<PushTarget, Protocol> {
  const { siteUrl, indexNowKey: key, baiduPushToken: token, webSubHub: hub } = settings
  const timeout = endpoints.timeout === undefined ? {} : { timeout: endpoints.timeout }
  const at = (endpoint: string | undefined) => (endpoint === undefined ? {} : { endpoint })
  const protocols = new Map<PushTarget, Protocol>()
  if (key !== undefined)
    protocols.set('indexnow', createIndexNow({ siteUrl, key, ...at(endpoints.indexNow), ...timeout }))
  if (token !== undefined) protocols.set('baidu', createBaidu({ siteUrl, token, ...at(endpoints.baidu), ...timeout }))
  if (hub !== undefined) protocols.set('websub', createWebSub({ hub, ...timeout }))
  return protocols
}
