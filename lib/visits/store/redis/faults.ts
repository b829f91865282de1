import { ConfigError, errorMessage, StoreError } from '#lib/errors.ts'

const faults: readonly (readonly [RegExp, code: string, message: string, hint: string])[] = [
  [
    /^(?:READONLY|-?ERR.*read.?only replica)/i,
    'visits/read-only',
    'is a read-only replica',
    'Point VISITS_STORE at the primary, or wait until the failover is over.',
  ],
  [/^LOADING/, 'visits/loading', 'is still loading its data', 'Wait; the hits in the spool follow.'],
  [
    /OOM command not allowed/,
    'visits/full',
    'has no memory left',
    'Raise maxmemory or move other data away. Never choose an evicting policy.',
  ],
  [
    /^MISCONF/,
    'visits/full',
    'cannot write its data to the disk and refuses changes',
    'Free space on the disk of the Redis server.',
  ],
  [
    /^(?:NOAUTH|WRONGPASS|NOPERM)/,
    'visits/refused',
    'does not let the site in',
    'Look at the user and password in VISITS_STORE and at the rights of that user.',
  ],
]

/** What Redis, its client or a time-out said, as an operator needs it. `address` is without user and password. */
export function redisFault(error: unknown, address: string): StoreError {
  if (error instanceof StoreError) return error
  if (error instanceof ConfigError) return new StoreError(error.code, error.message, error.hint, { cause: error })
  const said = errorMessage(error)
  const [, code, message, hint] = faults.find(([pattern]) => pattern.test(said)) ?? [
    undefined,
    'visits/unreachable',
    'does not answer',
    'Look at the server and the network between.',
  ]
  return new StoreError(code, `The visit store ${address} ${message} (${said}).`, hint, { cause: error })
}
