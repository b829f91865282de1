import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../../../lib/cli/prepare/run.mjs'
import { programFiles } from './program-files.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** A copy of the program with a style sheet of tokens in place of its own, and its pages built. */
export interface BrandedProject {
  readonly folder: string
  remove(): Promise<void>
}

/**
 * Builds the pages with the style sheet `tokens`. The copy stands inside the repository and takes the packages from there:
 * they are hundreds of megabytes, and the bundler follows no link out of its root.
 */
export async function buildBrandedProject(tokens: string): Promise<BrandedProject> {
  const folder = await mkdtemp(join(root, '.second-brand-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await Promise.all(programFiles.map((name) => cp(join(root, name), join(folder, name), { recursive: true })))
    const config = await readFile(join(root, 'next.config.ts'), 'utf8')
    await writeFile(join(folder, 'next.config.ts'), config.replace('import.meta.dirname', JSON.stringify(root)))
    await cp(tokens, join(folder, 'components', 'styles', 'tokens.css'))
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
    const { status, output } = await run(process.execPath, [next, 'build'], { cwd: folder, env })
    if (status !== 0) throw new Error(`The pages could not be built:\n${output}`)
    return { folder, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
