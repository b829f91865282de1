import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPreviewToken } from '#lib/preview/token.ts'
import { localDay } from '#lib/time-zone.ts'
import { absoluteUrl, urls } from '#lib/urls.ts'
import { buildDemoRelease } from './demo/release.ts'
import { embargoedSlug, writeDemoStates } from './demo/states.ts'
import { countDemoVisits } from './demo/visits.ts'
import { writeDemoContent } from './demo/write-content.ts'

const root = join(import.meta.dirname, '..', '..')
const releases = 400
const seed = 20151216

async function prepare(folder: string): Promise<{ readonly contentDir: string; readonly dataDir: string }> {
  const [contentDir, dataDir] = [join(folder, 'content'), join(folder, 'data')]
  const now = Date.now()
  const today = localDay(now, 'Asia/Shanghai')
  const until = localDay(now - 86_400_000, 'Asia/Shanghai')
  await mkdir(dataDir)
  await writeDemoContent(contentDir, { releases, seed, until })
  writeDemoStates(contentDir, until)
  await cp(join(root, 'content', 'pages'), join(contentDir, 'pages'), { recursive: true })
  const options = { releases, seed, until, files: true }
  const slugs = Array.from({ length: releases }, (_, index) => buildDemoRelease(index, options).slug)
  const visits = await countDemoVisits({ dataDir, slugs, seed, today, now })
  process.stderr.write(`Demo: ${releases} releases and ${visits} visits in ${folder}; removed at the end.\n`)
  return { contentDir, dataDir }
}

/** Where the release under embargo can be seen for a day. */
function previewAddress(secret: string): string {
  const { PORT: port = '3000', SITE_URL: siteUrl = `http://localhost:${port}` } = process.env
  const issued = Date.now()
  const claim = { slug: embargoedSlug, locale: 'en', expires: issued + 86_400_000, issued, nonce: 'demo' } as const
  return absoluteUrl(siteUrl, urls.preview('en', buildPreviewToken(claim, secret)))
}

/** Runs the server until it ends or a signal comes; resolves to the exit status. */
function serve(settings: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'server.mjs')], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: 'inherit',
  })
  // The terminal sends Ctrl-C to both; a signal to this process alone is passed on.
  const pass = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', pass)
  process.on('SIGHUP', pass)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
}

const folder = await mkdtemp(join(tmpdir(), 'newsroom-demo-'))
try {
  const { contentDir, dataDir } = await prepare(folder)
  const secret = randomBytes(24).toString('hex')
  process.stderr.write(`A release under embargo: ${previewAddress(secret)}\n`)
  const places = { CONTENT_DIR: contentDir, DATA_DIR: dataDir }
  process.exitCode = await serve({ ...places, VISITS_STORE: 'sqlite', PREVIEW_SECRET: secret })
} finally {
  await rm(folder, { recursive: true, force: true })
}
