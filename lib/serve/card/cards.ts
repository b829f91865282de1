import { createHash } from 'node:crypto'
import type { Brand } from '#lib/publish/brand/brand.ts'
import { cardSizeOf, type PictureSize } from '#lib/publish/picture-shapes.ts'
import type { KeptFiles } from '../pictures/kept-files.ts'
import { type CardText, renderCard } from './card.ts'
import { Fonts } from './fonts.ts'
import { Typesetter } from './lines.ts'

/** Changes when the same words are to be drawn otherwise. */
const recipe = 1

/** Draws share images, once for the same words. */
export class Cards {
  readonly #kept: KeptFiles
  readonly #setter = new Typesetter(new Fonts())

  readonly #brand: Brand

  constructor(kept: KeptFiles, brand: Brand) {
    this.#kept = kept
    this.#brand = brand
  }

  /** The PNG of a card. */
  async draw(text: CardText, size: PictureSize = cardSizeOf(undefined)): Promise<Buffer> {
    const facts = JSON.stringify([recipe, text, size, this.#brand])
    const name = `card-${createHash('sha256').update(facts).digest('hex').slice(0, 40)}.png`
    return await this.#kept.get(name, async () => await renderCard(this.#setter, text, size, this.#brand))
  }
}
