import { collapse } from '../../page/text.ts'

const signs = { sup: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾', sub: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎' } as const
const plain = '0123456789+-=()'

// Marks of notes, endings of numbers and trade marks mean the same on the line.
const harmless = /^(?:[[(（〔【].*[\])）〕】]|st|nd|rd|th|tm|[®™*†‡]+)?$/iu

/** Whether raised or lowered words say something else when they stand on the line: 10⁶, but not 1st or [2]. */
export const isTelling = (words: string) => !harmless.test(collapse(words))

/** Raised (`sup`) or lowered (`sub`) figures in the characters that Unicode has for them; `undefined` for other words. */
export function raise(words: string, how: 'sup' | 'sub'): string | undefined {
  const figures = [...collapse(words).replace(/[−–]/g, '-')]
  const raised = figures.map((figure) => [...signs[how]][plain.indexOf(figure)])
  return figures.length > 0 && figures.every((figure) => plain.includes(figure)) ? raised.join('') : undefined
}
