/** `site.yaml` of a company that does not exist. */
export const demoSite = `# Sample data: this company does not exist.
name:
  en: Lanchuan Works
  zh: 澜川集团（示例）
tagline:
  en: Newsroom
  zh: 新闻中心
timeZone: Asia/Shanghai
defaultLocale: en
profile: corporate
pageSize: 20

footer:
  approvedBy:
    en: Lanchuan Works, sample data
    zh: 澜川集团（示例数据）
  telephone: +86-000-00000000
  supportedBy:
    en: Lanchuan Works, press office
    zh: 澜川集团新闻办公室
  icp:
    en: Sample registration No. 00000000
    zh: 示例备00000000号
`

export const demoCategories = `company:
  en: Company
  zh: 公司
policy:
  en: Policy
  zh: 政策
awards:
  en: Awards
  zh: 荣誉
training:
  en: Training
  zh: 培训
industry:
  en: Industry
  zh: 行业
notices:
  en: Notices
  zh: 公告
vacancies:
  en: Vacancies
  zh: 招聘
`

/** A one-page PDF (ISO 32000-1) with one line of ASCII text. */
export function buildPdf(line: string): Buffer {
  const stream = `BT /F1 24 Tf 72 720 Td (${line.replace(/[\\()]/g, '\\$&')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
