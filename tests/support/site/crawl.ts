/** What an address answered: status, the headers that say something of the content, and the bytes as Latin-1. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Of one moment or one answer, and not of what is published. */
const ofTheMoment = new Set(['connection', 'date', 'keep-alive', 'last-modified', 'transfer-encoding'])

/** One request; redirects are not followed. */
export async function ask(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { 'accept-encoding': 'identity', ...headers },
  })
  return {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !ofTheMoment.has(name))),
    body: Buffer.from(await answer.arrayBuffer()).toString('latin1'),
  }
}

const isText = ({ headers }: Answer) => /text|xml|json|manifest/.test(headers['content-type'] ?? '')

/** Paths on `origin` that an answer names: in attributes, in elements of XML, in JSON, in headers. */
function linksIn(answer: Answer, origin: string): string[] {
  const text = isText(answer) ? Buffer.from(answer.body, 'latin1').toString('utf8') : ''
  const named = [...text.matchAll(/["'(<>\s,]((?:https?:\/)?\/[^"'<>\s\\]*)/g)].map(([, found = '']) => found)
  const said = [answer.headers['location'] ?? '', ...(answer.headers['link'] ?? '').matchAll(/<([^>]+)>/g)].map(String)
  return [...named, ...said].flatMap((found) => {
    const path = found
      .replace(origin, '')
      .replace(/&amp;/g, '&')
      .replace(/#.*$/, '')
      .replace(/[),.]+$/, '')
    return path.startsWith('/') && !path.startsWith('//') && !path.startsWith('/_next/') ? [path] : []
  })
}

/** Pictures of what is public take long to draw and say nothing of anything else. */
const isDrawn = (path: string) => /^\/media\/[^?]+\?|\/card[^/]*\.png$/.test(path)

/** Every answer that can be reached from `seeds` by following what answers name, by path; of pictures only the originals. */
export async function crawl(origin: string, seeds: Iterable<string>): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>()
  const waiting = [...seeds]
  const seen = new Set(waiting)
  const work = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const answer = await ask(origin + path)
      answers.set(path, answer)
      for (const link of linksIn(answer, origin)) {
        if (seen.has(link) || isDrawn(link)) continue
        seen.add(link)
        waiting.push(link)
      }
    }
  }
  for (let round = 0; round === 0 || waiting.length > 0; round++) await Promise.all([1, 2, 3, 4].map(work))
  return answers
}
