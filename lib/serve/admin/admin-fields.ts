import { type FieldSchema, readFieldSchemas } from '#lib/content/header/field-schemas.ts'
import type { Site } from '#lib/content/types.ts'
import type { Locale } from '#lib/i18n/locales.ts'
import { choiceLabels, fieldLabels, partLabels } from './field-labels.ts'

/** A field in the configuration of Sveltia CMS. */
export interface AdminField {
  readonly name: string
  readonly label: string
  readonly widget: string
  readonly required: boolean
  readonly [option: string]: unknown
}

export interface FieldsOptions {
  readonly locale: Locale
  readonly site: Pick<Site, 'timeZone' | 'categories'>
}

const labelsOf = new Map<string, Readonly<Record<Locale, string>>>(Object.entries(fieldLabels))

const momentWords: Readonly<Record<Locale, (zone: string) => { readonly hint: string; readonly fault: string }>> = {
  en: (zone) => ({
    hint: `2026-11-21 09:30:00, on the clock of ${zone}`,
    fault: 'Write year-month-day, with the time if it matters: 2026-11-21 09:30:00.',
  }),
  zh: (zone) => ({
    hint: `2026-11-21 09:30:00，时区为 ${zone}`,
    fault: '请写成“年-月-日”，需要时再加时间：2026-11-21 09:30:00。',
  }),
}

const draftChoices: Readonly<Record<Locale, { readonly draft: string; readonly ready: string }>> = {
  en: { draft: 'Draft: nobody sees it', ready: 'Public from its date on' },
  zh: { draft: '草稿：谁也看不到', ready: '到发布时间即公开' },
}

function widgetOf(name: string, schema: FieldSchema, { locale, site }: FieldsOptions): Record<string, unknown> {
  if (schema['x-kind'] === 'moment') {
    // Its own field for times knows no seconds and would cut them off each time an entry is saved.
    const { hint, fault } = momentWords[locale](site.timeZone)
    return { widget: 'string', hint, ...(schema.pattern === undefined ? {} : { pattern: [schema.pattern, fault] }) }
  }
  if (name === 'draft') {
    // Asked each time it is not said: what an entry lacks is filled with the default of new ones, also in one that is online.
    const { draft, ready } = draftChoices[locale]
    const options = [
      { value: true, label: draft },
      { value: false, label: ready },
    ]
    return { widget: 'select', options }
  }
  if (schema['x-kind'] === 'picture') return { widget: 'image', choose_url: false }
  if (schema['x-kind'] === 'file') return { widget: 'file', choose_url: false }
  if (schema.type === 'boolean') return { widget: 'boolean', default: false }
  if (schema.type === 'integer') return { widget: 'number', value_type: 'int', min: 0 }
  if (name === 'category')
    return {
      widget: 'select',
      options: site.categories.map(({ key, label }) => ({ value: key, label: label[locale] })),
    }
  if (schema.enum !== undefined) {
    const options = schema.enum.map(String).map((value) => ({ value, label: choiceLabels[value]?.[locale] ?? value }))
    return { widget: 'select', options }
  }
  if (schema.properties !== undefined)
    return { widget: 'object', collapsed: 'auto', fields: partsOf(schema, { locale, site }) }
  if (schema.items?.properties !== undefined) return { widget: 'list', fields: partsOf(schema.items, { locale, site }) }
  if (schema.items !== undefined) return { widget: 'list' }
  const { maxLength } = schema
  const limit = maxLength === undefined ? {} : { maxlength: maxLength }
  return { widget: (maxLength ?? 0) > 200 ? 'text' : 'string', ...limit }
}

function partsOf(schema: FieldSchema, options: FieldsOptions): AdminField[] {
  const required = schema.required ?? []
  return Object.entries(schema.properties ?? {}).map(([name, part]) =>
    // An empty description says that a picture is decoration.
    adminField(name, part, {
      ...options,
      label: partLabels[name],
      required: required.includes(name) && name !== 'alt',
    }),
  )
}

interface Described extends FieldsOptions {
  readonly label: Readonly<Record<Locale, string>> | undefined
  readonly required: boolean
}

function adminField(name: string, schema: FieldSchema, described: Described): AdminField {
  const { label, required, locale } = described
  return { name, label: label?.[locale] ?? name, widget: 'string', ...widgetOf(name, schema, described), required }
}

const bodyLabel: Readonly<Record<Locale, string>> = { en: 'Text', zh: '正文' }

/** The fields of a release in one language, header first, from the schema that the site itself reads headers with. */
export function buildAdminFields(options: FieldsOptions): AdminField[] {
  const header = readFieldSchemas().map(([name, schema, required]) =>
    adminField(name, schema, { ...options, label: labelsOf.get(name), required: required || name === 'draft' }),
  )
  const body: AdminField = {
    name: 'body',
    label: bodyLabel[options.locale],
    widget: 'richtext',
    required: true,
    // What the site understands: no level-one heading, no code.
    buttons: [
      'bold',
      'italic',
      'strikethrough',
      'link',
      'heading-two',
      'heading-three',
      'heading-four',
      'quote',
      'bulleted-list',
      'numbered-list',
    ],
    editor_components: ['image'],
  }
  return [...header, body]
}
