import { readFileSync } from 'node:fs'

/** One thing of schema.org, by the names of its properties. */
export type Thing = Readonly<Record<string, unknown>>

/** Every property and type that the types of schema.org know. */
const vocabulary = readFileSync(new URL(import.meta.resolve('schema-dts')).pathname.replace(/\.js$/, '.d.ts'), 'utf8')
const known = {
  properties: new Set([...vocabulary.matchAll(/"(\w+)"\??:/g)].map(([, name]) => name)),
  types: new Set([...vocabulary.matchAll(/"@type": "(\w+)"/g)].map(([, name]) => name)),
}

/** What a page says of itself in JSON-LD, of all its scripts; throws when one is not to be believed. */
export function readThings(document: Document): readonly Thing[] {
  return [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap(({ textContent }) => {
    if (/<|&amp;/.test(textContent)) throw new Error(`Structured data is not escaped as JSON: ${textContent}`)
    const { '@context': context, '@graph': things } = JSON.parse(textContent) as Record<string, unknown>
    if (context !== 'https://schema.org' || !Array.isArray(things))
      throw new Error(`No graph of schema.org: ${context}`)
    return things as Thing[]
  })
}

/** The types of things and of all within them, and names that schema.org does not know. */
export function namesOf(things: readonly Thing[]): { readonly types: ReadonlySet<string>; readonly unknown: string[] } {
  const [properties, types] = [new Set<string>(), new Set<string>()]
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) for (const one of value) look(one)
    else
      for (const [name, inner] of Object.entries(value)) {
        if (name === '@type') types.add(String(inner))
        else if (!name.startsWith('@')) properties.add(name)
        look(inner)
      }
  }
  look(things)
  const unknown = (names: ReadonlySet<string>, ours: ReadonlySet<string | undefined>) =>
    [...names].filter((name) => !ours.has(name))
  return { types, unknown: [...unknown(properties, known.properties), ...unknown(types, known.types)] }
}
