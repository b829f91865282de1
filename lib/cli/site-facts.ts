import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { nearest } from '#lib/content/header/spelling.ts'
import { type CommandContext, UsageError } from './command.ts'

export interface SiteFacts {
  readonly timeZone: string
  readonly categories: readonly { readonly key: string; readonly label: { readonly en: string; readonly zh: string } }[]
}

export async function readSiteFacts(context: CommandContext): Promise<SiteFacts> {
  const site = parse(await readFile(join(context.contentDir, 'site.yaml'), 'utf8'))
  const cats = parse(await readFile(join(context.contentDir, 'categories.yaml'), 'utf8'))
  return {
    timeZone: site.timeZone,
    categories: Object.entries(cats).map(([key, label]) => ({ key, label: label as never })),
  }
}

/** `key` when it is one of the site's categories; else throws `UsageError` with the nearest. */
export function checkCategory(key: string, site: Pick<SiteFacts, 'categories'>): string {
  const keys = site.categories.map((category) => category.key)
  if (keys.includes(key)) return key
  const meant = nearest(key, keys)
  throw new UsageError({
    en: `There is no category "${key}".${meant === undefined ? '' : ` Did you mean ${meant}?`} content/categories.yaml has: ${keys.join(', ')}.`,
    zh: `没有“${key}”这个分类。${meant === undefined ? '' : `是否想写 ${meant}？`}content/categories.yaml 中有：${keys.join('、')}。`,
  })
}
