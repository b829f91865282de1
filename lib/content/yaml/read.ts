import type { Edit, Problem } from '../problem.ts'
import { applyEdits } from './edits.ts'
import { faultProblems } from './faults.ts'
import { type Finding, findingProblem, mendingEdits } from './finding.ts'
import { createPlaces, type Places } from './places.ts'
import { type MapNode, parseYamlTree } from './tree.ts'

/** Fields and values of a header or a YAML file, with their offsets in the file. */
export interface HeaderNode {
  readonly file: string
  /** The whole file's text, to which all offsets refer. */
  readonly text: string
  readonly root: MapNode
  readonly places: Places
  /** Lines that could not be read. When there are any, a field that seems missing may be there. */
  readonly unreadable: ReadonlySet<number>
}

export interface ReadYaml {
  readonly header: HeaderNode
  readonly problems: readonly Problem[]
}

/** How YAML gets its text: `choose` hands on the part of the mended text that is YAML, and where that part begins. */
export interface YamlReading {
  readonly file: string
  readonly text: string
  readonly findings: readonly Finding[]
  /** Further edits to the text before it is read, which are nobody's mistake. */
  readonly edits?: readonly Edit[]
  readonly choose: (mended: string) => { readonly source: string; readonly offset: number }
}

/** Reads YAML after the mistakes that `findings` name have been mended, and reports both those and what is left. */
export function readYaml({ file, text, findings, edits = [], choose }: YamlReading): ReadYaml {
  const mended = applyEdits(text, [...edits, ...mendingEdits(findings)])
  const { source, offset } = choose(mended.text)
  const { root, faults } = parseYamlTree(source, (at) => mended.toOriginal(at + offset))
  const places = createPlaces(file, text)
  const known = findings.map((found) => findingProblem(places, found))
  // That the line before it is missing is no trouble of the first field.
  const troubled = known.filter(({ code }) => code !== 'header/no-opening').map(({ line }) => line)
  const { problems, unreadable } = faultProblems(places, text, faults, new Set(troubled))
  return { header: { file, text, root, places, unreadable }, problems: [...known, ...problems] }
}
