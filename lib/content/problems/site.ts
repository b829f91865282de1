import type { ProblemKind } from '../problem.ts'

export const siteProblems = {
  'site/placeholder': {
    severity: 'error',
    en: () => ({ message: '', hint: '' }),
    zh: () => ({ message: '', hint: '' }),
  },
} satisfies Record<string, ProblemKind>
