import type { ProblemKind, ProblemValues } from '../problem.ts'
import { copyHint } from './folder-files.ts'

const meant = {
  en: ({ nearest }: ProblemValues) => (nearest === undefined ? '' : `Did you mean ${nearest}? `),
  zh: ({ nearest }: ProblemValues) => (nearest === undefined ? '' : `是否应为 ${nearest}？`),
}

const hiddenStates: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  draft: { en: 'is a draft', zh: '是草稿' },
  scheduled: { en: 'is not published before this release is', zh: '发布时间晚于本稿' },
  embargoed: { en: 'is under embargo longer than this release is', zh: '解禁时间晚于本稿' },
  gone: { en: 'was withdrawn as an error', zh: '因误发已下架' },
  expired: { en: 'has expired', zh: '已过期下线' },
}

/** What can be wrong between folders and files, each of which may be right in itself. */
export const folderProblems = {
  'folder/unsafe-name': {
    severity: 'error',
    en: ({ slug, better }) => ({
      message: `The folder name "${slug}" cannot be part of a web address, so its release is not published. A name has lower-case letters, digits and single hyphens, at most 120 characters.`,
      hint:
        (better === undefined
          ? 'Rename the folder, for example to new-line-opens.'
          : `Rename the folder to ${better}.`) + copyHint(slug).en,
    }),
    zh: ({ slug, better }) => ({
      message: `文件夹名“${slug}”不能用作网址，因此稿件不会发布。名称只能由小写字母、数字和单个连字符组成，最多 120 个字符。`,
      hint:
        (better === undefined ? '请给文件夹改名，例如 new-line-opens。' : `请把文件夹改名为 ${better}。`) +
        copyHint(slug).zh,
    }),
  },
  'folder/name-clash': {
    severity: 'error',
    en: ({ slug, folder, other }) => ({
      message: `Two folders have the name "${slug}", which is the address of a release: ${other} is published, ${folder} is not.`,
      hint: 'Rename one of them; if both are the same release, delete one.',
    }),
    zh: ({ slug, folder, other }) => ({
      message: `有两个文件夹都叫“${slug}”，而这个名称就是稿件的网址：已发布的是 ${other}，${folder} 没有发布。`,
      hint: '请给其中一个改名；如果是同一篇稿件，请删除一个。',
    }),
  },
  'folder/other-year': {
    severity: 'warning',
    en: ({ year, folder, to, timeZone }) => ({
      message: `This release is dated ${year} (${timeZone}), but its folder is ${folder}.`,
      hint: `Move the folder to ${to}, or correct the date. The address of the release stays the same.`,
    }),
    zh: ({ year, folder, to, timeZone }) => ({
      message: `本稿的日期在 ${year} 年（${timeZone}），但文件夹是 ${folder}。`,
      hint: `请把文件夹移到 ${to}，或者改正日期。稿件的网址不会变。`,
    }),
  },
  'translation/other-date': {
    severity: 'warning',
    en: ({ date, other, otherDate }) => ({
      message: `The two languages of this release have different dates: ${date} here, ${otherDate} in ${other}.`,
      hint: 'Give both the same date, unless one language is really published at another time.',
    }),
    zh: ({ date, other, otherDate }) => ({
      message: `同一篇稿件的两种语言日期不同：此处为 ${date}，${other} 中为 ${otherDate}。`,
      hint: '请写成同一个日期，除非两种语言确实在不同时间发布。',
    }),
  },
  'translation/other-visits': {
    severity: 'warning',
    en: ({ visits, other, otherVisits }) => ({
      message: `The languages of a release share one count of visits, but legacyVisits is ${visits} here and ${otherVisits} in ${other}. The higher one is used.`,
      hint: 'Write the total of the old site into one of the two files and delete the line in the other.',
    }),
    zh: ({ visits, other, otherVisits }) => ({
      message: `同一篇稿件的各语言共用一个访问量，但此处 legacyVisits 为 ${visits}，${other} 中为 ${otherVisits}。目前采用较大的一个。`,
      hint: '请只在其中一个文件里写旧网站的累计访问量，删除另一个文件里的这一行。',
    }),
  },
  'translation/behind': {
    severity: 'warning',
    en: ({ other, date }) => ({
      message: `${other} was changed on ${date}; this translation of it records no such change.`,
      hint: 'Bring this text up to date and add the change to its `changes`, with the same date.',
    }),
    zh: ({ other, date }) => ({
      message: `${other} 已于 ${date} 更改，但本译文没有相应的更改记录。`,
      hint: '请更新本译文，并在 `changes` 中加上日期相同的更改记录。',
    }),
  },
  'tag/other-spelling': {
    severity: 'warning',
    en: ({ tag, common, count }) => ({
      message: `The tag "${tag}" is the same as "${common}", which stands ${count === 1 ? 'once' : `${count} times`}; they differ only by capitals, width or spaces.`,
      hint: `Write "${common}".`,
    }),
    zh: ({ tag, common, count }) => ({
      message: `标签“${tag}”与“${common}”（已用 ${count} 次）是同一个标签，只有大小写、全半角或空格不同。`,
      hint: `请写成“${common}”。`,
    }),
  },
  'alias/clash': {
    severity: 'error',
    en: ({ alias, other, title }) => ({
      message: `The alias ${alias} leads to another release already: "${title}" in ${other}.`,
      hint: 'One old address can lead to one release only. Delete the alias in one of the two files.',
    }),
    zh: ({ alias, other, title }) => ({
      message: `别名 ${alias} 已经指向另一篇稿件：${other} 中的“${title}”。`,
      hint: '一个旧地址只能指向一篇稿件。请删除其中一个文件里的别名。',
    }),
  },
  'alias/live-address': {
    severity: 'error',
    en: ({ alias, other, title }) => ({
      message: `The alias ${alias} is the address of a release that exists, "${title}" in ${other}; it redirects nobody.`,
      hint: 'Delete the alias. To replace that release by this one, withdraw it: npm run news -- withdraw.',
    }),
    zh: ({ alias, other, title }) => ({
      message: `别名 ${alias} 是现有稿件的网址（${other} 中的“${title}”），因此不会起作用。`,
      hint: '请删除这个别名。如果要用本稿替代那一篇，请撤回它：npm run news -- withdraw。',
    }),
  },
  'replacement/unknown': {
    severity: 'error',
    en: (values) => ({
      message: `This release is replaced by "${values['replacement']}", but there is no such release. Readers get "gone" instead.`,
      hint: `${meant.en(values)}Write the folder name of the release that replaces it.`,
    }),
    zh: (values) => ({
      message: `本稿由“${values['replacement']}”替代，但没有这篇稿件，读者只会看到“本文已不再提供”。`,
      hint: `${meant.zh(values)}请写替代稿件的文件夹名。`,
    }),
  },
  'replacement/circle': {
    severity: 'error',
    en: ({ slug, replacement }) => ({
      message: `This release, "${slug}", is replaced by "${replacement}", which leads back to it. Readers get "gone" instead.`,
      hint: 'Name the release that readers are to see, and take `withdrawn` out of its header.',
    }),
    zh: ({ slug, replacement }) => ({
      message: `本稿“${slug}”由“${replacement}”替代，而后者又指回本稿，读者只会看到“本文已不再提供”。`,
      hint: '请写读者应当看到的那篇稿件，并删去它文件头里的 `withdrawn`。',
    }),
  },
  'thread/unknown': {
    severity: 'error',
    en: (values) => ({
      message: `\`${values['field']}\` names the release "${values['named']}", but there is no such release.`,
      hint: `${meant.en(values)}Write the folder name of the release, or delete the line.`,
    }),
    zh: (values) => ({
      message: `\`${values['field']}\` 写的是稿件“${values['named']}”，但没有这篇稿件。`,
      hint: `${meant.zh(values)}请写那篇稿件的文件夹名，或者删除这一行。`,
    }),
  },
  'thread/itself': {
    severity: 'error',
    en: ({ field, named }) => ({
      message: `\`${field}\` names "${named}", which is this release itself.`,
      hint: 'Write the folder name of the earlier release, or delete the line.',
    }),
    zh: ({ field, named }) => ({
      message: `\`${field}\` 写的“${named}”就是本稿。`,
      hint: '请写较早那篇稿件的文件夹名，或者删除这一行。',
    }),
  },
  'thread/circle': {
    severity: 'error',
    en: ({ field, named, slug }) => ({
      message: `\`${field}\` names "${named}", which leads back to this release, "${slug}": each of them would be the later one.`,
      hint: 'Keep the line in the later release and delete it in the earlier one.',
    }),
    zh: ({ field, named, slug }) => ({
      message: `\`${field}\` 写的“${named}”又指回本稿“${slug}”，分不清先后。`,
      hint: '请只在较晚的稿件中保留这一行，在较早的稿件中删除。',
    }),
  },
  'thread/earlier': {
    severity: 'warning',
    en: ({ field, named, date, otherDate }) => ({
      message: `\`${field}\` names "${named}" of ${otherDate}, but this release is dated ${date}, which is earlier.`,
      hint: 'The later release names the earlier one: move the line to the other release, or correct the date.',
    }),
    zh: ({ field, named, date, otherDate }) => ({
      message: `\`${field}\` 写的“${named}”发布于 ${otherDate}，而本稿的日期是 ${date}，反而更早。`,
      hint: '应由较晚的稿件写明较早的稿件：请把这一行移到另一篇稿件，或者改正日期。',
    }),
  },
  'link/no-release': {
    severity: 'error',
    en: (values) => ({
      message: `This link leads to the release "${values['slug']}", which does not exist.`,
      hint: `${meant.en(values)}Correct the link, or remove it.`,
    }),
    zh: (values) => ({
      message: `这个链接指向稿件“${values['slug']}”，但没有这篇稿件。`,
      hint: `${meant.zh(values)}请改正或删除链接。`,
    }),
  },
  'link/no-translation': {
    severity: 'error',
    en: ({ slug, locale }) => ({
      message: `This link leads to the release "${slug}" in ${locale === 'zh' ? 'Chinese' : 'English'}, and there is none in that language.`,
      hint: `Link to the language that exists, or translate it: npm run news -- translate ${slug} ${locale}`,
    }),
    zh: ({ slug, locale }) => ({
      message: `这个链接指向稿件“${slug}”的${locale === 'zh' ? '中文' : '英文'}版，但没有这个语言的版本。`,
      hint: `请链接到现有的语言，或者翻译稿件：npm run news -- translate ${slug} ${locale}`,
    }),
  },
  'link/unpublished': {
    severity: 'warning',
    en: ({ slug, state, other }) => ({
      message: `This link leads to the release "${slug}", which readers cannot open: it ${hiddenStates[String(state)]?.en ?? state} (${other}).`,
      hint: 'Remove the link, or publish that release first.',
    }),
    zh: ({ slug, state, other }) => ({
      message: `这个链接指向稿件“${slug}”，但读者打不开：该稿${hiddenStates[String(state)]?.zh ?? state}（${other}）。`,
      hint: '请删除链接，或者先发布那篇稿件。',
    }),
  },
  'link/no-page': {
    severity: 'error',
    en: ({ path }) => ({
      message: `This link leads to ${path}, which this site does not have.`,
      hint: 'Correct the link, or remove it. A list, a month or a tag exists only while it has releases.',
    }),
    zh: ({ path }) => ({
      message: `这个链接指向 ${path}，但本站没有这个页面。`,
      hint: '请改正或删除链接。列表、月份和标签页只在有稿件时存在。',
    }),
  },
  'release/near-duplicate': {
    severity: 'warning',
    en: ({ other, title }) => ({
      message: `Title and opening of this release are nearly those of "${title}" in ${other}.`,
      hint: 'If it is the same release, delete one of the two and give its address to the other as an alias.',
    }),
    zh: ({ other, title }) => ({
      message: `本稿的标题和开头与 ${other} 中的“${title}”几乎相同。`,
      hint: '如果是同一篇稿件，请删除其中一篇，并把它的网址写成另一篇的别名。',
    }),
  },
} satisfies Record<string, ProblemKind>

export type FolderProblemCode = keyof typeof folderProblems
