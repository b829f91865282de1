import type { Verb } from '../command.ts'
export const checkVerb: Verb = {
  name: 'check',
  usage: '',
  summary: { en: 'x', zh: 'x' },
  help: { en: '', zh: '' },
  async run() {
    return 0
  },
}
