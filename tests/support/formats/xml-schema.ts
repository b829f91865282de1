import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const schemas = join(import.meta.dirname, '..', '..', 'fixtures', 'xsd')

/** Whether `xmllint` (libxml2) is on this machine. */
export const hasXmlLint = spawnSync('xmllint', ['--version']).status === 0

/** What `xmllint` says against a document by a schema of `tests/fixtures/xsd`; empty when it is valid. */
export function schemaFaults(document: string, schema: string): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(schemas, schema), '-'], {
    input: document,
    encoding: 'utf8',
  })
  return status === 0 ? '' : stderr
}
