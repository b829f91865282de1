import type { z } from 'zod'
import type { releaseHeaderSchema } from '#lib/content/schema.ts'
import type { Locale } from '#lib/i18n/locales.ts'

type Labels = Readonly<Record<Locale, string>>

/** What the browser editor calls each field of the header. */
export const fieldLabels: Readonly<Record<keyof z.input<typeof releaseHeaderSchema>, Labels>> = {
  title: { en: 'Headline', zh: '标题' },
  date: { en: 'Date of publication', zh: '发布时间' },
  source: { en: 'Source', zh: '来源' },
  summary: { en: 'Summary', zh: '摘要' },
  category: { en: 'Category', zh: '栏目' },
  tags: { en: 'Tags', zh: '标签' },
  number: { en: 'Release number', zh: '稿件编号' },
  dateline: { en: 'Dateline', zh: '电头地点' },
  image: { en: 'Lead picture', zh: '题图' },
  downloads: { en: 'Downloads', zh: '附件' },
  contacts: { en: 'Contacts', zh: '联系人' },
  draft: { en: 'Draft or public?', zh: '草稿还是公开？' },
  embargo: { en: 'Embargo', zh: '禁发' },
  expires: { en: 'Expires', zh: '下线时间' },
  pinnedUntil: { en: 'Lead story until', zh: '置顶至' },
  changes: { en: 'Corrections and updates', zh: '更正与更新' },
  withdrawn: { en: 'Withdrawal', zh: '撤回' },
  aliases: { en: 'Old addresses', zh: '旧网址' },
  follows: { en: 'Follows (name of its folder)', zh: '前续稿件（文件夹名）' },
  supersedes: { en: 'Supersedes (name of its folder)', zh: '取代稿件（文件夹名）' },
  legacyVisits: { en: 'Visits on the old site', zh: '旧网站访问量' },
  canonical: { en: 'Address of the original', zh: '原文网址' },
}

/** The same for the parts of fields. */
export const partLabels: Readonly<Record<string, Labels>> = {
  src: { en: 'File', zh: '文件' },
  alt: { en: 'What the picture shows', zh: '图中内容' },
  caption: { en: 'Caption', zh: '图片说明' },
  credit: { en: 'Credit', zh: '图片来源' },
  file: { en: 'File', zh: '文件' },
  title: { en: 'Title', zh: '名称' },
  name: { en: 'Name', zh: '姓名' },
  role: { en: 'Role', zh: '职务' },
  phone: { en: 'Telephone', zh: '电话' },
  email: { en: 'E-mail', zh: '电子邮件' },
  date: { en: 'Date', zh: '时间' },
  kind: { en: 'Kind', zh: '类型' },
  note: { en: 'Words for readers', zh: '给读者的说明' },
  reason: { en: 'Reason', zh: '原因' },
  replacement: { en: 'Replaced by (name of its folder)', zh: '替代稿件（文件夹名）' },
}

/** Choices by their values in the file. */
export const choiceLabels: Readonly<Record<string, Labels>> = {
  correction: { en: 'Correction', zh: '更正' },
  update: { en: 'Update', zh: '更新' },
  withdrawn: { en: 'Withdrawn: stays readable under a notice', zh: '撤回：保留并加说明' },
  error: { en: 'Published in error: taken off', zh: '误发：下架' },
  replaced: { en: 'Replaced by another release', zh: '由其他稿件替代' },
}
