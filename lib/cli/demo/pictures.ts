import sharp from 'sharp'
import { createRandom, type Random } from './random.ts'

const width = 1600
const height = 1067

/** Sky above, sky below, far land, near land, buildings, light. */
type Palette = readonly [string, string, string, string, string, string]

const palettes: readonly [Palette, ...Palette[]] = [
  ['#9db7c9', '#e7ece9', '#8fa3a5', '#5d6f6b', '#39474c', '#f3e7c8'],
  ['#d8a27a', '#f4dcc0', '#a07f76', '#6b5550', '#3c3337', '#ffe9b8'],
  ['#6f8fae', '#cfdbe4', '#7d8f9b', '#4e5f6b', '#2b3945', '#f7efd9'],
  ['#b9c4b4', '#eef0e4', '#94a38d', '#66755f', '#3d4a41', '#fff4cf'],
  ['#4c5a76', '#c58f7d', '#5d5a70', '#3e3d52', '#23263a', '#ffd58f'],
  ['#a9bcc2', '#f0efe9', '#b3a893', '#857a66', '#4a463e', '#ffffff'],
]

const rect = ([x, y, w, h]: readonly [x: number, y: number, w: number, h: number], fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"${more}/>`

function ridge(random: Random, base: number, swing: number, fill: string): string {
  const points: string[] = [`0,${height}`]
  for (let x = 0; x <= width; x += 80) points.push(`${x},${base - random.whole(0, swing)}`)
  return `<polygon points="${points.join(' ')} ${width},${height}" fill="${fill}"/>`
}

function windows(x: number, y: number, columns: number, light: string): string {
  return Array.from({ length: columns }, (_, index) =>
    rect([x + index * 26, y, 14, 22], light, ' opacity="0.75"'),
  ).join('')
}

function hall(random: Random, [, , , , dark, light]: Palette, ground: number): string {
  const teeth = random.whole(5, 8)
  const span = 92
  const left = random.whole(420, 640)
  const top = ground - random.whole(150, 210)
  const roof = Array.from({ length: teeth }, (_, index) => {
    const x = left + index * span
    return `<polygon points="${x},${top} ${x},${top - 56} ${x + span},${top}" fill="${dark}"/><polygon points="${x},${top} ${x},${top - 56} ${x + 16},${top - 46} ${x + 16},${top}" fill="${light}" opacity="0.55"/>`
  }).join('')
  return (
    roof +
    rect([left, top, teeth * span, ground - top], dark) +
    windows(left + 24, top + 44, Math.floor((teeth * span) / 27), light)
  )
}

function chimneys(random: Random, [, , , near, dark]: Palette, ground: number): string {
  return Array.from({ length: random.whole(2, 3) }, (_, index) => {
    const x = 190 + index * 96
    const top = ground - random.whole(420, 560)
    return `<polygon points="${x},${ground} ${x + 12},${top} ${x + 44},${top} ${x + 56},${ground}" fill="${dark}"/>${rect([x + 10, top + 36, 38, 18], near)}`
  }).join('')
}

function cranes(random: Random, [, , , , dark]: Palette, ground: number): string {
  return Array.from({ length: random.whole(2, 4) }, (_, index) => {
    const x = 220 + index * 330
    const top = ground - random.whole(330, 470)
    const mast = `<path d="M${x} ${ground} L${x + 26} ${top} L${x + 58} ${top} L${x + 84} ${ground}" fill="none" stroke="${dark}" stroke-width="14"/>`
    const arm = `<path d="M${x - 150} ${top + 18} L${x + 190} ${top - 66} M${x + 42} ${top - 110} L${x + 42} ${top} M${x + 42} ${top - 110} L${x - 130} ${top + 12} M${x - 120} ${top + 14} L${x - 120} ${top + 190}" fill="none" stroke="${dark}" stroke-width="9"/>`
    return mast + arm
  }).join('')
}

function tanks(random: Random, [, , far, near, dark]: Palette, ground: number): string {
  return Array.from({ length: random.whole(4, 6) }, (_, index) => {
    const x = 130 + index * 230
    const tall = random.whole(170, 300)
    const pipe = `<path d="M${x + 90} ${ground - tall - 30} V${ground - tall + 10} H${x + 330}" fill="none" stroke="${near}" stroke-width="10"/>`
    return `${pipe}${rect([x, ground - tall, 180, tall], dark)}<ellipse cx="${x + 90}" cy="${ground - tall}" rx="90" ry="24" fill="${far}"/>${rect([x + 128, ground - tall, 30, tall], near, ' opacity="0.5"')}`
  }).join('')
}

function turbines(random: Random, [, , , near, dark, light]: Palette, ground: number): string {
  const masts = Array.from({ length: random.whole(3, 5) }, (_, index) => {
    const x = 180 + index * 300
    const top = ground - random.whole(360, 520)
    const turn = random.whole(0, 119)
    const blades = [0, 120, 240].map(
      (angle) =>
        `<polygon points="0,0 12,-26 0,-190 -8,-26" fill="${light}" transform="translate(${x} ${top}) rotate(${turn + angle})"/>`,
    )
    return `<polygon points="${x - 9},${ground} ${x - 4},${top} ${x + 4},${top} ${x + 9},${ground}" fill="${light}"/>${blades.join('')}`
  })
  const panels = Array.from(
    { length: 14 },
    (_, index) =>
      `<polygon points="${index * 120 - 20},${ground + 120} ${index * 120 + 64},${ground + 120} ${index * 120 + 92},${ground + 40} ${index * 120 + 8},${ground + 40}" fill="${dark}" stroke="${near}" stroke-width="4"/>`,
  )
  return masts.join('') + panels.join('')
}

function wagons(random: Random, [, , far, near, dark, light]: Palette, ground: number): string {
  const train = Array.from({ length: 6 }, (_, index) => {
    const x = index * 280 - random.whole(0, 20)
    const wheels = [60, 190].map((offset) => `<circle cx="${x + offset}" cy="${ground + 56}" r="22" fill="${dark}"/>`)
    return `${rect([x, ground - 110, 250, 150], index % 3 === 1 ? near : dark)}${rect([x + 20, ground - 90, 210, 12], far)}${wheels.join('')}`
  })
  return `${train.join('')}${rect([0, ground + 78, width, 10], light, ' opacity="0.7"')}${rect([0, ground + 150, width, 8], light, ' opacity="0.4"')}`
}

const scenes = [
  (random: Random, palette: Palette, ground: number) =>
    chimneys(random, palette, ground) + hall(random, palette, ground),
  cranes,
  tanks,
  turbines,
  wagons,
  (random: Random, palette: Palette, ground: number) =>
    hall(random, palette, ground) + tanks(random, palette, ground + 40),
] as const

/** An industrial landscape as SVG; the same number and seed give the same picture. */
function composePicture(number: number, seed: number): string {
  const random = createRandom(seed, 900_000 + number)
  const palette = palettes[(number + Math.floor(number / palettes.length) * 2) % palettes.length] ?? palettes[0]
  const [above, below, far, near, , light] = palette
  const ground = random.whole(760, 840)
  const sun = `<circle cx="${random.whole(200, 1400)}" cy="${random.whole(140, 380)}" r="${random.whole(46, 84)}" fill="${light}" opacity="0.8"/>`
  const scene = scenes[number % scenes.length] ?? scenes[0]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${above}"/><stop offset="1" stop-color="${below}"/></linearGradient></defs>${rect([0, 0, width, height], 'url(#s)')}${sun}${ridge(random, ground - 60, 150, far)}${rect([0, ground, width, height - ground], near)}${scene(random, palette, ground)}${ridge(random, height - 90, 26, near)}</svg>`
}

/** The picture as JPEG bytes, 1600 × 1067. */
export function drawPicture(number: number, seed: number): Promise<Buffer> {
  return sharp(Buffer.from(composePicture(number, seed)))
    .jpeg({ quality: 82, mozjpeg: false })
    .toBuffer()
}
