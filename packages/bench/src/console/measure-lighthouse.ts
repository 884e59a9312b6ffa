import lighthouse, { desktopConfig } from 'lighthouse'
import type { OpenConsole } from './open-console.js'

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
type Scores = Record<(typeof categories)[number], number>

/** Lighthouse's four scores (of 100) of each page as the signed-in administrator sees it, on its desktop setting. */
export async function measureLighthouse(opened: OpenConsole, paths: Record<string, string>) {
  const { browser, context, origin, port } = opened
  const session = await browser.newBrowserCDPSession()
  const cookies = await context.cookies(origin)
  const scores: Record<string, Scores> = {}
  for (const [name, path] of Object.entries(paths)) {
    const settings = {
      port,
      onlyCategories: [...categories],
      disableStorageReset: true,
      logLevel: 'error' as const,
    }
    // Lighthouse opens its tab in the browser's own context, which has to be signed in, and signs it out when it is done.
    await session.send('Storage.setCookies', {
      cookies: cookies.map(({ name, value }) => ({ name, value, url: origin })),
    })
    const run = await lighthouse(new URL(path, origin).href, settings, desktopConfig)
    const found = run?.lhr.categories
    if (!found) throw new Error(`Lighthouse had no report of ${path}`)
    const seen = new URL(run.lhr.finalDisplayedUrl).pathname
    if (seen !== path) throw new Error(`Lighthouse saw ${seen} in place of ${path}`)
    const score = (category: (typeof categories)[number]) => Math.round((found[category]?.score ?? 0) * 100)
    scores[name] = {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    }
  }
  return scores
}
