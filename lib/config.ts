import { resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '#lib/errors.ts'
import { type LogLevel, logLevels } from '#lib/log.ts'
import type { VisitRates } from '#lib/visits/rate.ts'
import type { VisitsStoreSetting } from '#lib/visits/store/open.ts'

/** The repository that the browser editor writes to. */
export interface AdminSettings {
  readonly kind: 'github' | 'gitlab' | 'gitea'
  /** `owner/name`; on GitLab groups may be nested. */
  readonly repository: string
  readonly branch: string
  /** The origin of a host of one's own; absent for github.com, gitlab.com and gitea.com. */
  readonly host?: string
  /** The content folder's path in the repository, when it is not the name of `CONTENT_DIR`. */
  readonly folder?: string
}

/** The settings of a process, read from the environment once at start. */
export interface Config {
  /** The only origin ever written into a page, feed or redirect; no trailing slash. */
  readonly siteUrl: string
  readonly host: string
  readonly port: number
  /** Absolute. */
  readonly contentDir: string
  /** Absolute. */
  readonly dataDir: string
  readonly visitsStore: VisitsStoreSetting
  readonly workers: number | 'auto'
  readonly visitWindowSeconds: number
  readonly trustProxyHops: number
  readonly visitLimits: VisitRates
  readonly previewSecret?: string
  readonly refreshSecret?: string
  readonly metricsToken?: string
  readonly indexNowKey?: string
  readonly baiduPushToken?: string
  readonly webSubHub?: string
  /** Absent: there is no browser editor. */
  readonly admin?: AdminSettings
  readonly noindex: boolean
  readonly logLevel: LogLevel
}

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^[0-9]+$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)

const secret = z.string().optional()

const siteUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) {
    context.addIssue({ code: 'custom', message: 'must be an origin such as https://news.example.com, without a path' })
    return z.NEVER
  }
  return url.origin
})

const visitsStore = z.string().transform((text, context): VisitsStoreSetting => {
  if (text === 'sqlite' || text === 'memory') return { kind: text }
  if (/^rediss?:\/\/[^/?#]/.test(text) && URL.canParse(text)) return { kind: 'redis', url: text }
  context.addIssue({ code: 'custom', message: 'must be sqlite, memory, or an address such as redis://localhost:6379' })
  return z.NEVER
})

const visitLimits = z.string().transform((text, context): VisitRates => {
  const [, minute, day, release] = /^([1-9][0-9]*)\/minute,([1-9][0-9]*)\/day,([1-9][0-9]*)\/release$/.exec(text) ?? []
  if (minute !== undefined && day !== undefined && release !== undefined) {
    return { perMinute: Number(minute), perDay: Number(day), perReleasePerDay: Number(release) }
  }
  context.addIssue({ code: 'custom', message: 'must look like 120/minute,5000/day,500/release' })
  return z.NEVER
})

const webUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text), 'must be a web address')
  .optional()

// What stands for the host goes into the policy of the page: no sign that ends a directive may be in it.
const repositoryPattern = /^(github|gitlab|gitea):(?:(https:\/\/[\w.-]+(?::\d{1,5})?)\/)?([\w.-]+(?:\/[\w.-]+)+)$/

const adminRepository = z.string().transform((text, context): Pick<AdminSettings, 'kind' | 'repository' | 'host'> => {
  const [, kind, host, repository] = repositoryPattern.exec(text) ?? []
  const isKnown = kind === 'github' || kind === 'gitlab' || kind === 'gitea'
  // Only GitLab has groups within groups.
  const isWhole = kind === 'gitlab' || repository?.split('/').length === 2
  if (isKnown && isWhole && repository !== undefined)
    return { kind, repository, ...(host === undefined || host === 'https://github.com' ? {} : { host }) }
  context.addIssue({
    code: 'custom',
    message: 'must look like github:owner/name, or gitlab:https://git.example.com/group/name for a host of your own',
  })
  return z.NEVER
})

const defaultFolders = { CONTENT_DIR: 'content', DATA_DIR: '.data' }

const settings = z.object({
  SITE_URL: siteUrl.optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: wholeNumber(0, 65535).default(3000),
  VISITS_STORE: visitsStore.default({ kind: 'sqlite' }),
  WORKERS: z.union([z.literal('auto'), wholeNumber(1, 64)], 'must be auto or a whole number from 1 to 64').default(1),
  VISIT_WINDOW_SECONDS: wholeNumber(0, 86_400).default(1800),
  TRUST_PROXY_HOPS: wholeNumber(0, 10).default(0),
  VISIT_LIMITS: visitLimits.default({ perMinute: 120, perDay: 5000, perReleasePerDay: 500 }),
  PREVIEW_SECRET: secret,
  REFRESH_SECRET: secret,
  METRICS_TOKEN: secret,
  INDEXNOW_KEY: z
    .string()
    .regex(/^[A-Za-z0-9-]{8,128}$/, 'must have 8 to 128 letters, digits or hyphens')
    .optional(),
  BAIDU_PUSH_TOKEN: z.string().min(1).optional(),
  WEBSUB_HUB: webUrl,
  ADMIN_REPOSITORY: adminRepository.optional(),
  ADMIN_BRANCH: z
    .string()
    .regex(/^(?!.*\.\.)[\w-][\w./-]*$/, 'must be the name of a branch such as main')
    .default('main'),
  ADMIN_FOLDER: z
    .string()
    .regex(/^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/, 'must be a path in the repository such as content')
    .optional(),
  NOINDEX: z.enum(['true', 'false'], 'must be true or false').default('false'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
})

/** The environment variables that `readConfig` reads. */
export const settingNames: readonly string[] = [...Object.keys(defaultFolders), ...Object.keys(settings.shape)]

/** The same object without its undefined values, as `exactOptionalPropertyTypes` wants optional fields. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
function defined<T extends object>(fields: T): Partial<Defined<T>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Defined<T>>
}

/** What is wrong with the folders of a site, by setting, as the end of a sentence such as "must be a folder". */
export type FolderFaults = (folders: Pick<Config, 'contentDir' | 'dataDir'>) => Readonly<Record<string, string>>

type Variables = Readonly<Record<string, string | undefined>>

/** All settings that cannot be used, each with what it must be; no secret is shown. */
function invalidSettings(faults: readonly (readonly [name: string, message: string])[], given: Variables): ConfigError {
  const shown: Variables = { ...defaultFolders, ...given }
  const lines = faults.map(([name, message]) => {
    const value = shown[name] ?? ''
    const isSecret = /SECRET|TOKEN|KEY/.test(name) || value.includes('@')
    return `  ${name}: ${isSecret ? 'The value' : `"${value}"`} will not do; it ${message}.`
  })
  return new ConfigError(
    'config/invalid',
    `These settings cannot be used:\n${lines.join('\n')}`,
    'Correct or remove them and start again.',
  )
}

/**
 * Reads the settings from environment variables; relative folders are below `root`.
 * An empty variable counts as unset. Throws one `ConfigError` that lists every bad setting with its cure, folders too when
 * `listFolderFaults` looks at them.
 */
export function readConfig(environment: Variables, root: string, listFolderFaults: FolderFaults = () => ({})): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = settings.safeParse(given)
  const folders = {
    contentDir: resolve(root, given['CONTENT_DIR'] ?? defaultFolders.CONTENT_DIR),
    dataDir: resolve(root, given['DATA_DIR'] ?? defaultFolders.DATA_DIR),
  }
  const faults = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => [String(path[0]), message] as const),
    ...Object.entries(listFolderFaults(folders)),
  ]
  if (!parsed.success || faults.length > 0) throw invalidSettings(faults, given)
  const value = parsed.data
  const { ADMIN_REPOSITORY: repository, ADMIN_BRANCH: branch, ADMIN_FOLDER: folder } = value
  return {
    siteUrl: value.SITE_URL ?? `http://localhost:${value.PORT}`,
    host: value.HOST,
    port: value.PORT,
    ...folders,
    visitsStore: value.VISITS_STORE,
    workers: value.WORKERS,
    visitWindowSeconds: value.VISIT_WINDOW_SECONDS,
    trustProxyHops: value.TRUST_PROXY_HOPS,
    visitLimits: value.VISIT_LIMITS,
    noindex: value.NOINDEX === 'true',
    logLevel: value.LOG_LEVEL,
    ...(repository === undefined ? {} : { admin: { ...repository, branch, ...defined({ folder }) } }),
    ...defined({
      previewSecret: value.PREVIEW_SECRET,
      refreshSecret: value.REFRESH_SECRET,
      metricsToken: value.METRICS_TOKEN,
      indexNowKey: value.INDEXNOW_KEY,
      baiduPushToken: value.BAIDU_PUSH_TOKEN,
      webSubHub: value.WEBSUB_HUB,
    }),
  }
}

const leastSecretLength = 16

/** The names of secrets that are set and short enough to be guessed; make one with `openssl rand -hex 32`. */
export function listShortSecrets(config: Config): readonly string[] {
  const secrets = {
    PREVIEW_SECRET: config.previewSecret,
    REFRESH_SECRET: config.refreshSecret,
    METRICS_TOKEN: config.metricsToken,
  }
  return Object.entries(secrets).flatMap(([name, value]) =>
    value !== undefined && value.length < leastSecretLength ? [name] : [],
  )
}
