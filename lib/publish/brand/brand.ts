import { readFile } from 'node:fs/promises'
import { ConfigError } from '#lib/errors.ts'

/** Tokens whose colours also stand in icons, on share images and in facts for browsers; each as `#rrggbb` or `#rgb`. */
export type BrandColours = Readonly<Record<'paper' | 'ink' | 'ink-2' | 'rule-strong' | 'accent' | 'oxide', string>>

type Scheme = 'light' | 'dark'

/** What `tokens.css` says of the brand, for places that no style sheet reaches. */
export interface Brand extends Readonly<Record<Scheme, BrandColours>> {
  /** The kind of type of headlines in Latin script. */
  readonly headlines: 'serif' | 'sans'
}

const sheet = 'components/styles/tokens.css'

/** The value of the first declaration of a token, with a token that it names replaced by that one's value. */
function declaredValue(css: string, token: string, asked: readonly string[] = []): string {
  const value = new RegExp(`(?:^|[\\s;{])--${token}\\s*:\\s*([^;}]+)`).exec(css)?.[1]?.trim()
  if (value === undefined || asked.includes(token)) {
    const message = `${sheet}: --${token} has no value.`
    throw new ConfigError('brand/no-token', message, `Declare it on :root, as in --${token}: … ;`)
  }
  return value.replace(/var\(\s*--([\w-]+)\s*\)/g, (_, other: string) => declaredValue(css, other, [...asked, token]))
}

function colourOf(css: string, token: string, scheme: Scheme): string {
  const value = declaredValue(css, token)
  const [, light, dark] = /^light-dark\(([^,]+),([^,]+)\)$/.exec(value) ?? [undefined, value, value]
  const colour = (scheme === 'light' ? light : dark)?.trim() ?? ''
  if (/^#(?:[0-9a-f]{3}){1,2}$/i.test(colour)) return colour
  throw new ConfigError(
    'brand/colour',
    `${sheet}: --${token} is "${value}"; icons and share images cannot be drawn with that.`,
    `Write its colours as hexadecimal digits: --${token}: light-dark(#rrggbb, #rrggbb);`,
  )
}

/** Reads the brand out of the text of `tokens.css`. Throws `ConfigError` when a token is missing or no colour in hexadecimal digits. */
export function parseBrand(text: string): Brand {
  const css = text.replace(/\/\*[\s\S]*?\*\//g, '')
  const coloursOf = (scheme: Scheme): BrandColours => {
    const colour = (token: string) => colourOf(css, token, scheme)
    return {
      paper: colour('paper'),
      ink: colour('ink'),
      'ink-2': colour('ink-2'),
      'rule-strong': colour('rule-strong'),
      accent: colour('accent'),
      oxide: colour('oxide'),
    }
  }
  const headlines = /\bsans-serif$/.test(declaredValue(css, 'font-serif')) ? 'sans' : 'serif'
  return { light: coloursOf('light'), dark: coloursOf('dark'), headlines }
}

/** The brand of this program's own `tokens.css`. Throws `ConfigError` as `parseBrand` does. */
export async function readBrand(): Promise<Brand> {
  return parseBrand(await readFile(new URL(`../../../${sheet}`, import.meta.url), 'utf8'))
}
