import { packFolder } from '../kept/folder-json.ts'
import type { Look } from '../watch/reader.ts'
import { sourceKey } from './bodies.ts'
import type { DerivedIndex, KeptFolder } from './derived-index.ts'

/** What is to be written to the index when no reader waits. */
export class PendingRows {
  readonly #index: Pick<DerivedIndex, 'put' | 'forget'>
  readonly #toKeep = new Map<string, KeptFolder>()
  readonly #toForget = new Set<string>()

  constructor(index: Pick<DerivedIndex, 'put' | 'forget'>) {
    this.#index = index
  }

  /** What was read at `path` under `rules`, the texts of which are kept already. */
  keep(path: string, { parsed, fingerprint }: Look & { readonly kind: 'release' | 'page' }, rules: string): void {
    const sources = ('pages' in parsed ? parsed.pages : parsed.releases).map(sourceKey)
    this.#toKeep.set(path, { path, rules, fingerprint, json: packFolder(parsed, true), sources })
    this.#toForget.delete(path)
  }

  forget(path: string): void {
    this.#toKeep.delete(path)
    this.#toForget.add(path)
  }

  write(): void {
    if (this.#toKeep.size > 0) this.#index.put([...this.#toKeep.values()])
    if (this.#toForget.size > 0) this.#index.forget([...this.#toForget])
    this.#toKeep.clear()
    this.#toForget.clear()
  }
}
