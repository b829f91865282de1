import type { Verb } from '../command.ts'
export const statusVerb: Verb = {
  name: 'status',
  usage: '',
  summary: { en: 'x', zh: 'x' },
  help: { en: '', zh: '' },
  async run() {
    return 0
  },
}
