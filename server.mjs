// Starts the server as one built program; `server.ts` is what it is built from.
import { buildProgram } from './lib/serve/start/program.mjs'

await import(await buildProgram(import.meta.dirname))
