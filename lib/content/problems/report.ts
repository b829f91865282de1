import { describeProblem, type Place, type Problem, type ProblemLanguage } from '../problem.ts'
import { codeFrame, visible } from '../yaml/code-frame.ts'

export type ReportFormat = 'text' | 'json' | 'github'

export interface ReportOptions {
  readonly language: ProblemLanguage
  readonly format: ReportFormat
  /** Texts of the files that problems are in, for the lines around each; a file that is not here gets none. */
  readonly texts: ReadonlyMap<string, string>
  readonly releases: { readonly total: number; readonly broken: number }
  /** What stands before the paths of files: the content folder as the editor knows it; nothing when empty. */
  readonly folder?: string
}

const canFix = {
  en: '`npm run news -- check --fix` can do this.',
  zh: '`npm run news -- check --fix` 可以自动完成。',
}
const severities = { en: { error: 'error', warning: 'warning' }, zh: { error: '错误', warning: '警告' } }

const indent = (text: string, by = '  ') => text.replace(/^(?=.)/gm, by)
const visibleLines = (text: string) => text.split('\n').map(visible).join('\n')
/** `1 link`, `2 links`. */
export const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`
const pathOf = (place: Place, options: Pick<ReportOptions, 'folder'>) =>
  [options.folder ?? 'content', place.file].filter((part) => part !== '').join('/')

/** One problem as the terminal shows it: place, words, the lines around it, cure. */
export function renderProblem(found: Problem, options: Omit<ReportOptions, 'format' | 'releases'>): string {
  const { language, texts } = options
  const { message, hint } = describeProblem(found, language)
  const text = texts.get(found.file)
  const cure = found.fix === undefined ? hint : `${hint}\n${canFix[language]}`
  return [
    `${visible(pathOf(found, options))}:${found.line}:${found.column}  ${severities[language][found.severity]}  ${found.code}`,
    indent(visibleLines(message)),
    ...(text === undefined || text.trim() === '' ? [] : [indent(codeFrame(text, found))]),
    indent(visibleLines(cure)),
  ].join('\n\n')
}

function counted(problems: readonly Problem[]) {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return { errors, warnings: problems.length - errors }
}

function closingLineInEnglish(problems: readonly Problem[], total: number, broken: number): string {
  const { errors, warnings } = counted(problems)
  if (errors + warnings === 0) return `No problems in ${plural(total, 'release')}.`
  const counts = [errors > 0 ? plural(errors, 'error') : '', warnings > 0 ? plural(warnings, 'warning') : '']
  const sum = counts.filter((part) => part !== '').join(' and ')
  if (total === 0) return `${sum}.`
  if (broken === 0)
    return `${sum}. ${total === 1 ? 'The one release is' : `All ${plural(total, 'release')} are`} unaffected and online.`
  const others = total - broken
  const where = `${sum} in ${broken} of ${plural(total, 'release')}.`
  if (others === 0) return where
  return `${where} The other ${others === 1 ? 'one is' : `${others} are`} unaffected and still online.`
}

function closingLineInChinese(problems: readonly Problem[], total: number, broken: number): string {
  const { errors, warnings } = counted(problems)
  if (errors + warnings === 0) return `共 ${total} 篇稿件，没有发现问题。`
  const counts = [errors > 0 ? `${errors} 个错误` : '', warnings > 0 ? `${warnings} 个警告` : '']
  const sum = counts.filter((part) => part !== '').join('、')
  if (total === 0) return `${sum}。`
  if (broken === 0) return `${sum}。全部 ${total} 篇稿件不受影响，正常在线。`
  const where = `共 ${total} 篇稿件，其中 ${broken} 篇有问题：${sum}。`
  return total === broken ? where : `${where}其余 ${total - broken} 篇不受影响，仍然在线。`
}

const closingLines = { en: closingLineInEnglish, zh: closingLineInChinese }

/** How many mistakes there are in how many releases, in one line. */
export function renderClosingLine(
  problems: readonly Problem[],
  { language, releases }: Pick<ReportOptions, 'language' | 'releases'>,
): string {
  return closingLines[language](problems, releases.total, releases.broken)
}

function renderText(problems: readonly Problem[], options: ReportOptions): string {
  const parts = [...problems.map((found) => renderProblem(found, options)), renderClosingLine(problems, options)]
  return `${parts.join('\n\n')}\n`
}

function renderJson(problems: readonly Problem[], options: ReportOptions): string {
  const { errors, warnings } = counted(problems)
  const list = problems.map((found) => {
    const { code, severity, line, column, length = 1 } = found
    const words = describeProblem(found, options.language)
    return {
      file: pathOf(found, options),
      line,
      column,
      length,
      severity,
      code,
      ...words,
      fixable: found.fix !== undefined,
    }
  })
  return `${JSON.stringify({ errors, warnings, releases: options.releases, problems: list }, undefined, 2)}\n`
}

const escapeData = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const escapeProperty = (text: string) => escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

/** Workflow commands of GitHub Actions, which other hosts show as well. */
function renderGithub(problems: readonly Problem[], options: ReportOptions): string {
  const lines = problems.map((found) => {
    const { message, hint } = describeProblem(found, options.language)
    const { line, column, length = 1 } = found
    const place = `file=${escapeProperty(pathOf(found, options))},line=${line},col=${column},endColumn=${column + length}`
    return `::${found.severity} ${place},title=${escapeProperty(found.code)}::${escapeData(`${message}\n${hint}`)}\n`
  })
  return lines.join('')
}

const renderers = { text: renderText, json: renderJson, github: renderGithub }

/** Everything that is wrong, for the terminal, for programs, or as annotations of a commit. In the order given. */
export function renderReport(problems: readonly Problem[], options: ReportOptions): string {
  return renderers[options.format](problems, options)
}
