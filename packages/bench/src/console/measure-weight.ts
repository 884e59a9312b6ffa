import type { BrowserContext, Page } from '@playwright/test'
import { namedScripts } from '@rollcall/testing/named-scripts'
import { type OpenConsole, withFreshContext } from './open-console.js'

export interface Weight {
  /** Of the scripts that the page's own HTML names: what it needs before it can be used. */
  firstLoad: number
  /** With what was fetched afterwards, such as charts. */
  atRest: number
}

/** Kilobytes of JavaScript over the wire, compressed, of each page opened first, with an empty browser cache. */
export async function measureWeight(opened: OpenConsole, paths: Record<string, string>) {
  const weights: Record<string, Weight> = {}
  for (const [name, path] of Object.entries(paths)) {
    weights[name] = await withFreshContext(opened, (context) => weigh(context, path))
  }
  return weights
}

async function weigh(context: BrowserContext, path: string): Promise<Weight> {
  const page = await context.newPage()
  const sizes = new Map<string, Promise<number>>()
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return
    sizes.set(
      request.url(),
      request.sizes().then(({ responseBodySize }) => responseBodySize),
    )
  })
  const html = (await (await page.goto(path, { waitUntil: 'load' }))?.text()) ?? ''
  await readyPage(page)
  const named = namedScripts(html)
  const all = await Promise.all(
    [...sizes].map(async ([url, size]) => ({ url: new URL(url).pathname, bytes: await size })),
  )
  const kilobytes = (of: typeof all) => Math.round(of.reduce((sum, { bytes }) => sum + bytes, 0) / 1000)
  return { firstLoad: kilobytes(all.filter(({ url }) => named.has(url))), atRest: kilobytes(all) }
}

/** Until the page's heading stands and nothing is fetched any more. */
export async function readyPage(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}
