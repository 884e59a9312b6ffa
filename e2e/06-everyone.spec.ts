import { type Browser, expect, type Page, test } from '@playwright/test'
import { findViolations, signIn } from './console.js'

const pages: Readonly<Record<string, string>> = {
  overview: '/',
  users: '/users',
  'users-new': '/users?new=true',
  'users-import': '/users/import',
  'users-recent': '/users/recent',
  appointments: '/appointments',
  'appointments-week': '/appointments?view=week',
  'appointments-list': '/appointments?view=list',
  'appointments-reassign': '/appointments/reassign',
  'appointments-new': '/appointments/new',
  conversations: '/conversations',
  'sync-road': '/sync',
  'sync-queues': '/sync?tab=queues',
  'sync-parked': '/sync?tab=parked',
  'sync-reconcile': '/sync?tab=reconcile',
  'sync-replay': '/sync?tab=replay&scope=range',
  'sync-held': '/sync?tab=held',
  cache: '/cache',
  'cache-profiles': '/cache?tab=profiles',
  'cache-prewarm': '/cache?tab=prewarm',
  platform: '/platform',
  audit: '/audit',
  settings: '/settings',
}
const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }
// The narrowest that WCAG 2.2 asks for: 1280 px at four times the size.
const narrowest = { width: 320, height: 700 }
const printed = new Set(['users', 'appointments', 'appointments-list', 'conversations', 'audit'])

interface Variant {
  name: string
  colorScheme: 'light' | 'dark'
  locale: string
  viewport: typeof wide
}

// Both themes in both languages, and each width in both of each.
const variants: Variant[] = [
  { name: 'light-en-wide', colorScheme: 'light', locale: 'en-GB', viewport: wide },
  { name: 'dark-fr-wide', colorScheme: 'dark', locale: 'fr-FR', viewport: wide },
  { name: 'light-fr-narrow', colorScheme: 'light', locale: 'fr-FR', viewport: narrow },
  { name: 'dark-en-narrow', colorScheme: 'dark', locale: 'en-GB', viewport: narrow },
]

test.describe.configure({ mode: 'parallel' })

for (const variant of variants) {
  test(`every page is accessible, whole and in its own language: ${variant.name}`, async ({ browser }) => {
    test.setTimeout(300_000)
    const page = await openVariant(browser, variant)
    const found = await lookOver(page, variant, 'sign-in')
    await signIn(page)
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle').catch(() => {})
      found.push(...(await lookOver(page, variant, name)))
    }
    expect(found).toEqual([])
    await page.context().close()
  })
}

async function openVariant(browser: Browser, { colorScheme, locale, viewport }: Variant): Promise<Page> {
  const context = await browser.newContext({ colorScheme, locale, viewport, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2))
  return page
}

/** What is wrong with the page as it stands. Leaves a picture of it in test-results, to be looked at. */
async function lookOver(page: Page, { name: variant, locale, viewport }: Variant, name: string): Promise<string[]> {
  await page.screenshot({ path: `test-results/pages/${variant}/${name}.png`, fullPage: true })
  const found = (await findViolations(page)).map((violation) => `${name}: ${violation}`)
  found.push(...(await measureWidth(page, viewport, name)))
  if (viewport === narrow) {
    await page.setViewportSize(narrowest)
    found.push(...(await measureWidth(page, narrowest, name)))
    await page.setViewportSize(viewport)
  } else if (printed.has(name)) {
    found.push(...(await lookAtPaper(page, name)))
  }
  const title = await page.title()
  if (!/^\S.* · Rollcall$/.test(title)) found.push(`${name}: titled "${title}"`)
  const moving = await page.evaluate<number>(
    'document.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 0).length',
  )
  if (moving > 0) found.push(`${name}: ${moving} things move, though reduced motion is asked for`)
  const text = `${title} ${await page.locator('body').innerText()}`
  const rawKey = /\b[a-z]+\.[a-zA-Z]+\.[a-zA-Z]+\b(?!@)(?<!rollcall\.test)/.exec(text)
  if (rawKey) found.push(`${name}: a raw key: ${rawKey[0]}`)
  const otherWords = locale.startsWith('fr') ? /\b(Users|Settings|Appointments)\b/ : /\b(Utilisateurs|Paramètres)\b/
  const strange = otherWords.exec(text)
  if (strange) found.push(`${name}: a word of the other language: ${strange[0]}`)
  return found
}

async function measureWidth(page: Page, { width }: typeof wide, name: string): Promise<string[]> {
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  // Charts follow the width of their page a moment later.
  await expect
    .poll(overflow, { timeout: 3000 })
    .toBeLessThanOrEqual(0)
    .catch(() => {})
  const tooWide = await overflow()
  return tooWide > 0 ? [`${name}: ${tooWide} px wider than a screen of ${width}`] : []
}

/** On paper there is nothing to press, and the dark theme is none. */
async function lookAtPaper(page: Page, name: string): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const found: string[] = []
  for (const useless of [
    'nav a',
    'nav button',
    'search',
    '[role=searchbox]',
    '[type=checkbox]',
    '.mantine-Button-root',
  ]) {
    const shown = await page.locator(`${useless}:visible`).count()
    if (shown > 0) found.push(`${name}: ${shown} ${useless} on paper`)
  }
  if (!(await page.getByText(/Printed on|Imprimé le/).isVisible())) found.push(`${name}: no date on paper`)
  const ink = await page.evaluate<string>('getComputedStyle(document.querySelector("h1")).color')
  if (ink !== 'rgb(0, 0, 0)') found.push(`${name}: printed in ${ink}`)
  await page.emulateMedia({ media: null })
  return found
}
