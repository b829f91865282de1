import { StoreError } from '#lib/errors.ts'

/** The error of a call that came after the end, or waited behind a lock when it came. */
export function closedStore(): StoreError {
  return new StoreError('visits/closed', 'The visit store was closed.', 'Start the site again to count visits.')
}
