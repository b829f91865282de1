/** What decodes and draws pictures, loaded with the first one: a start without new pictures needs none of it. */
export async function loadSharp() {
  const { default: sharp } = await import('sharp')
  // Its cache goes by path and would give a picture that has been replaced since.
  sharp.cache(false)
  return sharp
}
