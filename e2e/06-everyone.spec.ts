import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { signIn } from './console.js'

const pages = [
  '/',
  '/users',
  '/users/new',
  '/appointments',
  '/appointments/new',
  '/conversations',
  '/sync',
  '/sync?tab=queues',
  '/sync?tab=parked',
  '/sync?tab=reconcile',
  '/sync?tab=replay&scope=range',
  '/sync?tab=held',
  '/cache',
  '/cache?tab=profiles',
  '/cache?tab=prewarm',
  '/platform',
  '/audit',
  '/settings',
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(180_000)
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await page.goto('/sign-in')
    const found = [
      ...(await new AxeBuilder({ page }).analyze()).violations.map((violation) => `/sign-in: ${violation.id}`),
    ]
    await signIn(page)
    for (const path of pages) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle').catch(() => {})
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
        .analyze()
      for (const { id, nodes } of violations) found.push(`${path}: ${id}: ${nodes[0]?.html.slice(0, 200)}`)
    }
    expect(found).toEqual([])
    await context.close()
  })
}

test('the console speaks French: lang is set, no key is left raw, and the words are French', async ({ browser }) => {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await page.locator('input[type=email]').fill('admin@rollcall.test')
  await page.locator('input[type=password]').fill(String(process.env.DEMO_PASSWORD))
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  for (const path of pages) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const text = await page.locator('body').innerText()
    expect(text, path).not.toMatch(/\b[a-z]+\.[a-zA-Z]+\.[a-zA-Z]+\b(?!@)(?<!rollcall\.test)/)
    expect(text, path).toMatch(/Utilisateurs|Utilisateur/)
  }
  await context.close()
})

test('on a phone nothing is wider than the screen', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await signIn(page)
  for (const path of pages) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    expect(overflow, path).toBeLessThanOrEqual(0)
  }
  await context.close()
})
