import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { requireFreePort } from '@rollcall/stack/free-ports'
import { ensureChromium } from '@rollcall/testing/ensure-chromium'
import type { BenchStack } from '../bench-stack.js'

const administrator = 'admin@rollcall.test'
const ports = { first: 31_000, last: 31_100 }

export interface OpenConsole {
  browser: Browser
  /** The browser's own debugging port, for what drives it by itself. */
  port: number
  /** The console's. */
  origin: string
  /** Signed in as the demo administrator, 1440 × 900, in English. */
  context: BrowserContext
  page: Page
}

/** Runs `work` in a fresh browser that is signed in to the stack's console, and closes it afterwards. */
export async function withConsole<T>(stack: BenchStack, work: (opened: OpenConsole) => Promise<T>): Promise<T> {
  const port = await findPort()
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [...sandbox, `--remote-debugging-port=${port}`],
  })
  try {
    const context = await browser.newContext(settingsFor(stack.portal.url))
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(administrator)
    await page.getByLabel('Password', { exact: true }).fill(stack.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    return await work({ browser, port, origin: stack.portal.url, context, page })
  } finally {
    await browser.close()
  }
}

const settingsFor = (baseURL: string) => ({ baseURL, locale: 'en-GB', viewport: { width: 1440, height: 900 } })

/** Runs `work` as the same person with an empty browser cache. */
export async function withFreshContext<T>(
  { browser, context, origin }: OpenConsole,
  work: (fresh: BrowserContext) => Promise<T>,
): Promise<T> {
  const storageState = await context.storageState()
  const fresh = await browser.newContext({ ...settingsFor(origin), storageState })
  try {
    return await work(fresh)
  } finally {
    await fresh.close()
  }
}

async function findPort(): Promise<number> {
  for (let port = ports.first; port < ports.last; port++) {
    const free = await requireFreePort(port, '127.0.0.1', 'the browser').then(
      () => true,
      () => false,
    )
    if (free) return port
  }
  throw new Error(`no port from ${ports.first} to ${ports.last} is free for the browser`)
}
