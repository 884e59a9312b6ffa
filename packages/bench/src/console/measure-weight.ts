import type { OpenConsole } from './open-console.js'

/** Kilobytes of JavaScript over the wire, compressed, until a page that is opened first has come to rest. */
export async function measureWeight({ browser, context }: OpenConsole, paths: Record<string, string>) {
  const storageState = await context.storageState()
  const kilobytes: Record<string, number> = {}
  for (const [name, path] of Object.entries(paths)) {
    // A context of its own: an empty browser cache.
    const fresh = await browser.newContext({ storageState, baseURL: new URL('/', await originOf(context)).href })
    try {
      const page = await fresh.newPage()
      const session = await fresh.newCDPSession(page)
      await session.send('Network.enable')
      const scripts = new Set<string>()
      let bytes = 0
      session.on('Network.responseReceived', ({ requestId, type }) => {
        if (type === 'Script') scripts.add(requestId)
      })
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        if (scripts.has(requestId)) bytes += encodedDataLength
      })
      await page.goto(path, { waitUntil: 'load' })
      await page.locator('main h1').first().waitFor()
      kilobytes[name] = Math.round(bytes / 1000)
    } finally {
      await fresh.close()
    }
  }
  return kilobytes
}

async function originOf(context: OpenConsole['context']): Promise<string> {
  const [page] = context.pages()
  return new URL(page?.url() ?? 'about:blank').origin
}
