// A worker thread does not inherit the loader that lets the program run TypeScript; this file brings it.
import { register } from 'tsx/esm/api'

register()
await import('./thread.ts')
