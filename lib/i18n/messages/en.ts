/** A number with its noun: `count(1, 'release', 'releases')` → `1 release`. */
function count(value: number, one: string, many: string): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`
}

/** All words of the site in English. A message with values is a function of one object. */
export const en = {
  /** Names of the languages of the site. */
  languages: { en: 'English', zh: 'Chinese' },
  nav: {
    main: 'Main',
    news: 'News',
    archive: 'Archive',
    mostRead: 'Most read',
    contact: 'Contact',
  },
  frame: {
    skip: 'Skip to the content',
    languages: 'Language',
    /** After the name of a language in which this page does not exist. */
    notTranslated: 'not translated',
  },
  breadcrumb: {
    label: 'You are here',
    newsDetail: 'News Detail',
  },
  search: {
    site: 'Search the newsroom',
    label: 'Search',
    submit: 'Search',
    title: 'Search the newsroom',
    pageTitle: ({ text }: { readonly text: string }) => `Search: ${text}`,
    description: 'Search all releases by their words.',
    result: ({ count: value, text }: { readonly count: number; readonly text: string }) =>
      value === 1 ? `1 release matches “${text}”.` : `${count(value, 'release', 'releases')} match “${text}”.`,
    none: ({ text }: { readonly text: string }) => `No release contains all of “${text}”.`,
    suggestion: 'Did you mean ',
    /** After the suggested words, which have so many releases. */
    suggestionEnd: ({ count: value }: { readonly count: number }) => ` (${value.toLocaleString('en')})?`,
    filteredOut: ({ text }: { readonly text: string }) => `No release of this choice contains all of “${text}”.`,
    unfiltered: ({ count: value }: { readonly count: number }) =>
      `Look in all releases (${value.toLocaleString('en')})`,
    cut: 'Not all of this search was looked for: it is long, or its words are in very many releases.',
    advice: 'Try fewer words or another spelling, look in the archive, or ask us.',
    hint: 'Words may stand anywhere in a release. Put a phrase in quotation marks to find it as it is.',
    incomplete: 'The index is still being made; there may be more.',
    /** While nothing is found because there is no index yet. */
    preparing:
      'Search is being prepared. Please try again in a few minutes; until then the archive lists every release.',
    order: 'Order',
    orders: { relevance: 'Best match', newest: 'Newest first', oldest: 'Oldest first' },
    category: 'Category',
    year: 'Year',
    any: 'All',
  },
  footer: {
    newsroom: 'Newsroom',
    allNews: 'All news',
    follow: 'Follow',
    feeds: 'All feeds',
    forTheMedia: 'For the media',
    about: 'About this site',
    visits: 'How we count visits',
    accessibility: 'Accessibility',
    approvedBy: ({ name }: { readonly name: string }) => `Approved by: ${name}`,
    telephone: 'Tel: ',
    supportedBy: ({ name }: { readonly name: string }) => `Supported by: ${name}`,
  },
  record: {
    date: 'Date: ',
    number: 'No. ',
    source: 'Source: ',
    visits: 'Today/Total visits: ',
    visitsShort: 'Today/Total visits ',
    zone: 'Times in ',
  },
  flag: {
    corrected: ({ date }: { readonly date: string }) => `Corrected ${date}`,
    withdrawn: ({ date }: { readonly date: string }) => `Withdrawn ${date}`,
    draft: 'Draft',
    scheduled: ({ date }: { readonly date: string }) => `Scheduled for ${date}`,
    embargoed: ({ date }: { readonly date: string }) => `Under embargo until ${date}`,
  },
  editors: {
    label: 'For editors',
    here: 'On this page',
    elsewhere: ({ count: value }: { readonly count: number }) => `${count(value, 'problem', 'problems')} elsewhere`,
    all: ({ count: value }: { readonly count: number }) => `${count(value, 'problem', 'problems')} in the content`,
    more: ({ count: value }: { readonly count: number }) => `${value} more: see npm run news -- check`,
    hidden: ({ count: value }: { readonly count: number }) =>
      `${count(value, 'file is', 'files are')} not public, and why`,
  },
  release: {
    published: 'Published',
    updated: ({ date }: { readonly date: string }) => `Updated ${date}`,
    number: 'Number',
    readingTime: 'Reading time',
    readingMinutes: ({ minutes }: { readonly minutes: number }) => `${minutes} min`,
    alsoIn: 'Also in',
    onlyIn: 'Only in this language',
    print: 'Print',
    copyText: 'Copy text',
    copied: 'Copied',
    photo: ({ credit }: { readonly credit: string }) => `Photo: ${credit}`,
    forTheMedia: 'For the media',
    telephone: 'Telephone',
    email: 'E-mail',
    downloads: 'Downloads',
    /** All texts and files of a release in one ZIP file. */
    pressKit: 'Press kit: texts and files',
    share: 'Share',
    copyLink: 'Copy link',
    shareByEmail: 'E-mail',
    weibo: 'Weibo',
    wechat: 'WeChat',
    wechatHint: 'Scan with WeChat to open this release on your phone.',
    qrLabel: 'QR code of this release’s address',
    linkedin: 'LinkedIn',
    x: 'X',
    tags: 'Tags',
    boilerplate: ({ name }: { readonly name: string }) => `About ${name}`,
    changes: 'Changes',
    changesCount: ({ count: value }: { readonly count: number }) => `See ${count(value, 'change', 'changes')}`,
    correction: 'Correction',
    update: 'Update',
    withdrawn: 'Withdrawn',
    newer: 'Newer',
    older: 'Older',
    neighbours: 'Newer and older releases',
    related: 'Related releases',
    address: 'Address of this release',
    dateline: ({ place }: { readonly place: string }) => `${place} — `,
  },
  notice: {
    withdrawnTitle: ({ title }: { readonly title: string }) => `Withdrawn: ${title}`,
    withdrawnOn: ({ date }: { readonly date: string }) => `This release was withdrawn on ${date}.`,
    withdrawnKept: 'It is kept for the record and should no longer be relied on.',
    replacement: 'Read the release that replaces it',
    old: ({ years }: { readonly years: number }) => `This release is ${count(years, 'year', 'years')} old`,
    oldAdvice: 'What it says may no longer be current.',
    /** Before the headline of a newer release. */
    newest: 'Newer, on a related subject: ',
  },
  cite: {
    open: 'Cite this release',
    gbt: 'GB/T 7714-2025',
    apa: 'APA',
    copy: ({ style }: { readonly style: string }) => `Copy ${style}`,
    pressRelease: 'Press release',
  },
  thread: {
    title: 'The story so far',
    current: 'This release',
    superseded: 'Superseded',
    /** A notice; the headline of the newer release follows in its text. */
    supersededOn: ({ date }: { readonly date: string }) => `Superseded on ${date}`,
    supersededBy: 'Please refer to: ',
  },
  preview: {
    title: 'Preview',
    bar: 'Preview: this release is not public',
    who: ({ until }: { readonly until: string }) =>
      `Whoever has this link can see it until ${until}, or until it is published. Reading it is not counted.`,
    draft: 'It is a draft and has no time of publication yet.',
    scheduled: ({ date }: { readonly date: string }) => `It will be published on ${date}.`,
    embargo: ({ date }: { readonly date: string }) => `Under embargo until ${date}`,
    embargoAdvice: 'Not for publication, broadcast or posting before that time.',
  },
  gone: {
    title: 'This release is no longer available',
    withdrawn: ({ date }: { readonly date: string }) => `It was published in error and was removed on ${date}.`,
    expired: ({ date }: { readonly date: string }) => `It expired on ${date}, as announced.`,
    removed: 'It was removed by its publisher.',
    reason: ({ reason }: { readonly reason: string }) => `The reason given: ${reason}`,
  },
  list: {
    all: 'All news',
    description: ({ site }: { readonly site: string }) => `All releases of ${site}, newest first.`,
    releases: ({ count: value }: { readonly count: number }) => count(value, 'release', 'releases'),
    /** After a count that stands by itself. */
    unit: ({ count: value }: { readonly count: number }): string => (value === 1 ? 'release' : 'releases'),
    page: ({ page }: { readonly page: number }) => `Page ${page.toLocaleString('en')}`,
    pageOf: ({ page, pages }: { readonly page: number; readonly pages: number }) =>
      `Page ${page.toLocaleString('en')} of ${pages.toLocaleString('en')}`,
    pages: 'Pages',
    newer: 'Newer',
    older: 'Older',
    categories: 'Categories',
    years: 'Years',
    tagTitle: ({ tag }: { readonly tag: string }) => `Tag: ${tag}`,
    tagDescription: ({ tag }: { readonly tag: string }) => `Releases with the tag ${tag}, newest first.`,
    categoryDescription: ({ category }: { readonly category: string }) =>
      `Releases of the category ${category}, newest first.`,
    feed: 'RSS feed',
    empty: 'Nothing has been published here yet.',
    emptyHint: 'New releases appear on this page the moment they are published.',
    emptyOther: ({ language }: { readonly language: string }) => `Read the releases in ${language}`,
  },
  archive: {
    title: 'Archive',
    description: ({ site }: { readonly site: string }) => `All releases of ${site} by year and month.`,
    since: ({ count: value, year }: { readonly count: number; readonly year: number }) =>
      `${count(value, 'release', 'releases')} since ${year}`,
    yearTitle: ({ year }: { readonly year: number }) => `Releases of ${year}`,
    monthTitle: ({ month }: { readonly month: string }) => `Releases of ${month}`,
    yearDescription: ({ count: value, year }: { readonly count: number; readonly year: number }) =>
      `${count(value, 'release', 'releases')} published in ${year}, by month.`,
    monthDescription: ({ count: value, month }: { readonly count: number; readonly month: string }) =>
      `${count(value, 'release', 'releases')} published in ${month}.`,
    monthsOf: ({ year }: { readonly year: number }) => `Months of ${year}`,
    /** For screen readers, after a month's short name and its count. */
    monthLink: ({ month, count: value }: { readonly month: string; readonly count: number }) =>
      ` ${value === 1 ? 'release' : 'releases'}, ${month}`,
    byYear: 'Archive by year',
  },
  mostRead: {
    title: 'Most read',
    description: ({ period }: { readonly period: string }) => `The releases with the most visits, ${period}.`,
    days30: 'Most read, 30 days',
    period: 'Period',
    unknown: 'The figures cannot be read at the moment. They are being kept, and will be back soon.',
    empty: 'Nobody has read a release in this time yet.',
    visits: ({ count: value }: { readonly count: number }) => count(value, 'visit', 'visits'),
    periods: { today: 'Today', '7d': '7 days', '30d': '30 days', all: 'All time' },
    /** As part of a sentence. */
    within: { today: 'today', '7d': 'in the last 7 days', '30d': 'in the last 30 days', all: 'of all time' },
    howCounted: 'How visits are counted',
  },
  stats: {
    title: 'Visits of the last 30 days',
    description: 'For the team: what was counted, and what was refused and why.',
    byDay: 'Visits by day',
    most: ({ count: value }: { readonly count: number }) => `Most on one day: ${value.toLocaleString('en')}`,
    top: 'Releases with most visits',
    refusals: 'Refused hits by reason',
    release: 'Release',
    reason: 'Reason',
    day: 'Day',
    visits: 'Visits',
    hits: 'Hits',
    empty: 'Nothing in this time.',
    unknown: 'The figures cannot be read at the moment.',
  },
  home: {
    newest: 'Newest releases',
    description: ({ site, tagline }: { readonly site: string; readonly tagline: string }) => `${site}: ${tagline}.`,
  },
  feeds: {
    all: 'All releases',
    formats: 'Formats',
    tableOf: ({ language }: { readonly language: string }) => `Feeds in ${language}`,
    name: 'Releases',
  },
  contact: {
    telephone: 'Tel: ',
  },
  missing: {
    title: 'This page is not in the record',
    description: 'The address may have been mistyped, or the release withdrawn or moved.',
    otherLanguage: ({ language }: { readonly language: string }) => `This release can be read in ${language}: `,
    searchLabel: 'Search for words of the address',
    latest: 'Latest',
    archive: 'Archive by year',
  },
  fault: {
    title: 'This page cannot be shown at the moment',
    description: 'The fault is ours, not yours. Please try again in a few minutes.',
    home: 'Back to the home page',
  },
  page: {
    updated: ({ date }: { readonly date: string }) => `Last changed ${date}`,
    /** Settings of the site, below the page that explains visits. */
    visitSettings: 'The settings of this site',
    visitWindow: 'The same reader and release',
    everyShowing: 'every showing counts',
    onceInMinutes: ({ count: value }: { readonly count: number }) =>
      `counts at most once in ${count(value, 'minute', 'minutes')}`,
    onceInSeconds: ({ count: value }: { readonly count: number }) =>
      `counts at most once in ${count(value, 'second', 'seconds')}`,
    visitDay: 'A new day begins',
    visitDayAt: ({ zone }: { readonly zone: string }) => `at 00:00, ${zone}`,
    visitLimits: 'One network address',
    visitLimitsAre: (most: { readonly minute: string; readonly day: string; readonly release: string }) =>
      `counts at most ${most.minute} times a minute and ${most.day} times a day, for one release ${most.release} times a day`,
  },
}

/** The shape of a language's words. */
export type Messages = typeof en
