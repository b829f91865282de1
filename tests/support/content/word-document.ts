import JSZip from 'jszip'

const main = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const namespaces = `${main} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"`

const officeRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (entries: readonly string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries.join('')}</Relationships>`

/** A run of text; `properties` as `<w:b/>`. */
export const run = (text: string, properties = '') =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`

/** A paragraph of runs, or of plain text. */
export const paragraphXml = (inner: string, style?: string) =>
  `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${inner.startsWith('<') ? inner : run(inner)}</w:p>`

/** A picture in the text: the relation of its file, and its alternative text when it has one. */
export const pictureXml = (relation: string, alt?: string) =>
  `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1"${alt === undefined ? '' : ` descr="${alt}"`}/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`

export interface WordParts {
  readonly body: string
  /** Title in the properties. */
  readonly title?: string
  /** Relation → a file in `word/media`, or an address of the web when it begins with `http`. */
  readonly targets?: Readonly<Record<string, string>>
  /** Other parts by their names, and files in `word/media`. */
  readonly parts?: Readonly<Record<string, string | Buffer>>
}

const styles = [1, 2, 3]
  .map(
    (level) => `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/></w:style>`,
  )
  .join('')

const numbering = `<w:numbering ${main}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`

/** The bytes of a Word document (.docx) with this body. */
export async function buildWordDocument({ body, title, targets = {}, parts = {} }: WordParts): Promise<Buffer> {
  const zip = new JSZip()
  const types = ['png', 'jpeg', 'emf'].map((kind) => `<Default Extension="${kind}" ContentType="image/${kind}"/>`)
  zip.file(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
  )
  zip.file(
    '_rels/.rels',
    relations([`<Relationship Id="rId1" Type="${officeRelation}/officeDocument" Target="word/document.xml"/>`]),
  )
  const targetRelations = Object.entries(targets).map(([id, target]) =>
    target.startsWith('http')
      ? `<Relationship Id="${id}" Type="${officeRelation}/hyperlink" Target="${target}" TargetMode="External"/>`
      : `<Relationship Id="${id}" Type="${officeRelation}/image" Target="media/${target}"/>`,
  )
  const known = ['styles', 'numbering', 'footnotes', 'comments'].map(
    (name) => `<Relationship Id="${name}" Type="${officeRelation}/${name}" Target="${name}.xml"/>`,
  )
  zip.file('word/_rels/document.xml.rels', relations([...known, ...targetRelations]))
  zip.file('word/styles.xml', `<w:styles ${main}>${styles}</w:styles>`)
  zip.file('word/numbering.xml', numbering)
  zip.file('word/document.xml', `<w:document ${namespaces}><w:body>${body}</w:body></w:document>`)
  if (title !== undefined)
    zip.file(
      'docProps/core.xml',
      `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title></cp:coreProperties>`,
    )
  for (const [name, part] of Object.entries(parts)) zip.file(name, part)
  return await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}
