import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Questions } from '#lib/cli/command.ts'
import { type Desk, openDesk } from '#tests/support/editors-desk.ts'

/** An answer to a question: words, `undefined` to give up, or what happens meanwhile and then words. */
export type Answer = string | undefined | ((desk: Desk) => unknown)

/** A call of the command. */
export interface Step {
  readonly args: readonly string[]
  /** Without them there is no terminal. An answer that is refused is followed by the next one. */
  readonly answers?: readonly Answer[]
  readonly environment?: Readonly<Record<string, string>>
  readonly now?: number
}

/** Something that an editor does, with everything that the command says to it. */
export interface Scene {
  /** In the content folder. */
  readonly files?: Readonly<Record<string, string>>
  /** In the folder that the editor is in. */
  readonly beside?: Readonly<Record<string, string | Buffer>>
  readonly prepare?: (desk: Desk) => unknown
  readonly steps: readonly Step[]
  /** Files of the content folder that are shown at the end. */
  readonly shows?: readonly string[]
}

function answering(answers: readonly Answer[], desk: Desk, write: (line: string) => void): Questions {
  const left = [...answers]
  const next = async (): Promise<string | undefined> => {
    if (left.length === 0) throw new Error('Nobody answers')
    const answer = left.shift()
    const given: unknown = typeof answer === 'function' ? await answer(desk) : answer
    write(given === undefined ? '  (Ctrl-C)' : `  > ${given}`)
    return given === undefined ? undefined : String(given)
  }
  return {
    async text(question, { initial, check } = {}) {
      write(`? ${question}${initial === undefined ? '' : ` [${initial}]`}`)
      for (;;) {
        const answer = await next()
        const fault = answer === undefined ? undefined : check?.(answer)
        if (fault === undefined) return answer
        write(`  ! ${fault}`)
      }
    },
    async choose(question, choices) {
      write(`? ${question}`)
      for (const { value, label } of choices) write(`  ${value === '' ? '-' : value}: ${label}`)
      return await next()
    },
  }
}

/** Plays a scene on a desk of its own; resolves to what stood on the terminal, places of this machine and secrets replaced. */
export async function playScene(scene: Scene, language: 'en' | 'zh'): Promise<string> {
  const desk = await openDesk(scene.files)
  const directory = dirname(desk.dataDir)
  for (const [name, content] of Object.entries(scene.beside ?? {})) {
    await mkdir(dirname(join(directory, name)), { recursive: true })
    await writeFile(join(directory, name), content)
  }
  await scene.prepare?.(desk)
  const lines: string[] = []
  for (const { args, answers, ...options } of scene.steps) {
    lines.push(
      `$ news ${args.map((arg) => (/[^\w./:=?-]/.test(arg) ? JSON.stringify(arg.slice(0, 80)) : arg)).join(' ')}`.trim(),
    )
    const questions = answers && answering(answers, desk, (line) => lines.push(line))
    const call = await desk.news(args, { ...options, language, ...(questions && { questions }) })
    lines.push(`${call.out}${call.err}`.trimEnd(), `(${call.status})`, '')
  }
  for (const path of scene.shows ?? []) lines.push(`== ${path}`, await readFile(join(desk.folder.dir, path), 'utf8'))
  return `${lines.join('\n').trimEnd()}\n`
    .replaceAll(desk.folder.dir, '<content>')
    .replace(/(?:\.\.\/)*[\w-]*(?:newsroom-content-)\w+\/content/g, '<content>')
    .replaceAll(directory, '<desk>')
    .replace(/(\/preview\/)[\w.~-]+/g, '$1<token>')
    .replace(/(It says: |它的提示是：)[\s\S]*?\n(?=\(2\))/, '$1<words of git>\n')
    .replace(/^# import \w+$/gm, '# import <mark>')
}
