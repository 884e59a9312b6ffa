import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { namedScripts } from '@rollcall/testing/named-scripts'
import { signIn } from './console.js'

/** Of JavaScript, compressed, before a page can be used. */
const mostKilobytes = 300
const pages = [
  '/',
  '/users',
  '/users/recent',
  '/users/import',
  '/appointments',
  '/appointments/new',
  '/appointments/reassign',
  '/conversations',
  '/sync',
  '/cache',
  '/audit',
  '/settings',
]

test(`no page's first load is heavier than ${mostKilobytes} kB`, async ({ page }) => {
  await signIn(page)
  await page.goto('/users')
  const person = await page.locator('[data-person]').first().getAttribute('href')
  const sizes = new Map<string, number>()
  const sizeOf = async (address: string) => {
    const known = sizes.get(address)
    if (known !== undefined) return known
    const answer = await page.request.get(address)
    expect(answer.status(), address).toBe(200)
    const size = gzipSync(await answer.body()).length
    sizes.set(address, size)
    return size
  }
  const weights: Record<string, number> = {}
  for (const path of [...pages, person ?? '']) {
    let bytes = 0
    for (const script of namedScripts(await (await page.request.get(path)).text())) bytes += await sizeOf(script)
    weights[path === person ? 'person' : path] = Math.round(bytes / 1000)
  }
  // Less would mean that nothing was found to weigh.
  for (const kilobytes of Object.values(weights)) expect(kilobytes).toBeGreaterThan(100)
  const tooHeavy = Object.entries(weights).filter(([, kilobytes]) => kilobytes > mostKilobytes)
  expect(tooHeavy).toEqual([])
})

test('the overview stands whole before any of its code has come', async ({ page, browser }) => {
  await signIn(page)
  const withoutCode = await browser.newContext({
    storageState: await page.context().storageState(),
    javaScriptEnabled: false,
  })
  const drawn = await withoutCode.newPage()
  const main = drawn.getByRole('main')
  const someone = main.getByRole('listitem').filter({ has: drawn.locator('a[href^="/users/"]') })
  // What isn't answered within a second is left to the page's code: on a busy machine that may happen.
  await expect(async () => {
    await drawn.goto('/')
    await expect(main.getByRole('heading', { level: 1 })).not.toHaveText('Looking where everyone is.', { timeout: 100 })
    await expect(someone.first()).toBeVisible({ timeout: 100 })
    await expect(main.getByRole('status', { name: 'Loading' })).toHaveCount(0, { timeout: 100 })
  }).toPass()
  await withoutCode.close()
})
