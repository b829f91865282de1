import { cleanup, render, screen, within } from '@testing-library/react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { Breadcrumb } from '#components/layout/Breadcrumb.tsx'
import { SiteFrame } from '#components/layout/SiteFrame.tsx'
import { site } from '#tests/support/content/releases.ts'

afterEach(cleanup)

const toChinese = [{ locale: 'zh', href: '/zh/archive', leadsTo: 'translation' }] as const
const toEnglish = [{ locale: 'en', href: '/en/news', leadsTo: 'substitute' }] as const

test('the first thing to focus is a skip link to the main part, which takes the focus', () => {
  const { container } = render(
    <SiteFrame locale="en" site={site()} alternates={toChinese}>
      <p>Text</p>
    </SiteFrame>,
  )
  const first = container.querySelector('a, button, input')
  expect(first?.textContent).toBe('Skip to the content')
  expect(first?.getAttribute('href')).toBe('#main')
  expect(screen.getByRole('main').id).toBe('main')
  expect(screen.getByRole('main').tabIndex).toBe(-1)
})

test('a page has one banner, one main and one footer, and each navigation a name of its own', () => {
  for (const locale of ['en', 'zh'] as const) {
    render(
      <SiteFrame locale={locale} site={site()} alternates={[]}>
        <p>Text</p>
      </SiteFrame>,
    )
    for (const role of ['banner', 'main', 'contentinfo']) expect(screen.getAllByRole(role)).toHaveLength(1)
    const names = screen.getAllByRole('navigation').map((nav) => nav.getAttribute('aria-label'))
    expect(new Set(names).size).toBe(names.length)
    expect(names).not.toContain(null)
    cleanup()
  }
})

test.each([
  ['en', 'Main', 'Archive', '/en/archive'],
  ['zh', '主导航', '归档', '/zh/archive'],
] as const)('the navigation marks the section of the page (%s)', (locale, main, archive, href) => {
  render(
    <SiteFrame locale={locale} site={site()} section="archive" alternates={[]}>
      <p>Text</p>
    </SiteFrame>,
  )
  const nav = within(screen.getByRole('navigation', { name: main }))
  const current = nav.getAllByRole('link').filter((link) => link.hasAttribute('aria-current'))
  expect(current).toEqual([nav.getByRole('link', { name: archive })])
  expect(current[0]?.getAttribute('href')).toBe(href)
})

test('the name of the site leads to the home page', () => {
  render(
    <SiteFrame locale="zh" site={site()} alternates={[]}>
      <p>Text</p>
    </SiteFrame>,
  )
  expect(screen.getByRole('link', { name: /山东企业新闻/ }).getAttribute('href')).toBe('/zh')
})

test('search is a labelled GET form that keeps what was asked', () => {
  render(
    <SiteFrame locale="en" site={site()} alternates={[]} query="grid orders">
      <p>Text</p>
    </SiteFrame>,
  )
  const form = screen.getByRole('search')
  expect(form.getAttribute('action')).toBe('/en/search')
  expect(form.getAttribute('method') ?? 'get').toBe('get')
  const field = within(form).getByRole('searchbox', { name: 'Search' })
  expect([field.getAttribute('name'), field.getAttribute('value')]).toEqual(['q', 'grid orders'])
  expect(within(form).getByRole('button', { name: 'Search' })).toBeTruthy()
})

test('the language switch shows the current language as text and links the translation with its language', () => {
  render(
    <SiteFrame locale="en" site={site()} alternates={toChinese}>
      <p>Text</p>
    </SiteFrame>,
  )
  const languages = within(screen.getByRole('navigation', { name: 'Language' }))
  const link = languages.getByRole('link', { name: '中文' })
  expect([link.getAttribute('href'), link.lang, link.getAttribute('hreflang')]).toEqual([
    '/zh/archive',
    'zh-CN',
    'zh-CN',
  ])
  expect(languages.queryByRole('link', { name: 'English' })).toBeNull()
  expect(languages.getByText('English')).toBeTruthy()
})

test('without a translation the switch says so and leads to the section', () => {
  render(
    <SiteFrame locale="zh" site={site()} alternates={toEnglish}>
      <p>文字</p>
    </SiteFrame>,
  )
  const link = screen.getByRole('link', { name: /^English/ })
  expect(link.getAttribute('href')).toBe('/en/news')
  expect(link.textContent).toMatch(/not translated/)
  expect(link.getAttribute('rel')).toBeNull()
})

test('a page that says why there is nothing is not said to lack a translation', () => {
  render(
    <SiteFrame locale="zh" site={site()} alternates={[{ locale: 'en', href: '/en', leadsTo: 'front' }]}>
      <p>文字</p>
    </SiteFrame>,
  )
  const link = screen.getByRole('link', { name: 'English' })
  expect(link.getAttribute('href')).toBe('/en')
  expect(link.getAttribute('rel')).toBeNull()
})

test('the footer gives only the facts that are set', () => {
  render(
    <SiteFrame locale="en" site={site()} alternates={[]}>
      <p>Text</p>
    </SiteFrame>,
  )
  expect(screen.getByRole('contentinfo').textContent).not.toMatch(/Approved|Tel|Supported/)
})

test('the footer names who approves, a telephone that can be called, who supports, the filings and the address', () => {
  const footer = {
    approvedBy: { en: 'Department of Commerce of Shandong Province', zh: '山东省商务厅' },
    telephone: '+86-531-89013333',
    supportedBy: { en: 'Jinan Maocheng', zh: '济南茂诚' },
    icp: { text: { en: 'ICP 12013505', zh: '鲁ICP备12013505号' }, url: 'https://beian.miit.gov.cn/' },
    publicSecurity: { text: { en: 'Filing 3701', zh: '鲁公网安备3701号' }, url: 'https://beian.mps.gov.cn/' },
    address: { en: '6 Hero Road, Jinan', zh: '济南市' },
  }
  render(
    <SiteFrame locale="en" site={site({ footer })} alternates={[]}>
      <p>Text</p>
    </SiteFrame>,
  )
  const facts = within(screen.getByRole('contentinfo'))
  expect(facts.getByText('Approved by: Department of Commerce of Shandong Province')).toBeTruthy()
  expect(facts.getByRole('link', { name: '+86-531-89013333' }).getAttribute('href')).toBe('tel:+86-531-89013333')
  expect(facts.getByText('Supported by: Jinan Maocheng')).toBeTruthy()
  expect(facts.getByRole('link', { name: 'ICP 12013505' }).getAttribute('href')).toBe('https://beian.miit.gov.cn/')
  expect(facts.getByRole('link', { name: 'Filing 3701' })).toBeTruthy()
  expect(facts.getByText('6 Hero Road, Jinan')).toBeTruthy()
  cleanup()
  render(
    <SiteFrame locale="zh" site={site({ footer })} alternates={[]}>
      <p>文字</p>
    </SiteFrame>,
  )
  const chinese = screen.getByRole('contentinfo').textContent
  for (const words of ['主办：山东省商务厅', '电话：+86-531-89013333', '技术支持：济南茂诚', '鲁ICP备12013505号'])
    expect(chinese).toContain(words)
})

test('the breadcrumb is a named list whose last step is the page itself', () => {
  render(
    <Breadcrumb locale="en" items={[{ label: 'News', href: '/en/news' }, { label: 'News Detail' }]}>
      <p>Tools</p>
    </Breadcrumb>,
  )
  const trail = within(screen.getByRole('navigation', { name: 'You are here' }))
  expect(trail.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['News', 'News Detail'])
  expect(trail.getByRole('link', { name: 'News' }).getAttribute('href')).toBe('/en/news')
  expect(trail.getByText('News Detail').getAttribute('aria-current')).toBe('page')
})

test('a page that is rendered at once has the HTML of one that the framework renders, its text escaped', () => {
  const page = (print?: typeof renderToStaticMarkup) =>
    renderToStaticMarkup(
      <SiteFrame locale="zh" site={site()} query={'<b>"'} alternates={toEnglish} print={print}>
        <p>{'<script>alert(1)</script> & '}</p>
      </SiteFrame>,
    )
  expect(page(renderToStaticMarkup)).toBe(page())
  expect(page()).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; ')
})
