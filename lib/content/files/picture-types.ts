/** The kinds of picture that every browser shows and the media route can scale: media types by extension, with its dot. */
export const pictureTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
}

/** The part after the last dot, in lower case; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** The media type of a picture by its file's name; `undefined` for what is no picture of the site. */
export function pictureTypeOf(name: string): string | undefined {
  return pictureTypes[`.${extensionOf(name)}`]
}

export const isPictureName = (name: string) => pictureTypeOf(name) !== undefined
