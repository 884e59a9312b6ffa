import { expect, type Page, test } from '@playwright/test'
import { confirmAtOnce, signIn } from './console.js'

/** Hits and misses in all, as the console's own service counts them. */
async function readCounts(page: Page): Promise<{ hits: number; misses: number; hitRateAll: number | null }> {
  const response = await page.request.get('/api/trpc/chat/cache.stats')
  expect(response.ok()).toBe(true)
  return (await response.json()).result.data
}

test('the hit rate moves when conversations are read', async ({ page }) => {
  await signIn(page)
  const before = await readCounts(page)
  for (let visit = 0; visit < 3; visit++) {
    await page.goto('/conversations')
    await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
  }
  await expect.poll(async () => (await readCounts(page)).hits).toBeGreaterThan(before.hits)
  await page.goto('/cache')
  await expect(page.getByText('Hit rate').first()).toBeVisible()
  await expect(page.getByText(/^\d{1,3}([.,]\d)?\s?%$/).first()).toBeVisible()
})

test('what the cache holds of a person stands beside the directory, and can be invalidated', async ({ page }) => {
  await signIn(page)
  await page.goto('/cache')
  await page.getByRole('combobox', { name: 'Person' }).fill('Farai Ncube')
  await page
    .getByRole('option', { name: /Farai Ncube/ })
    .first()
    .click()
  await expect(page.getByRole('row', { name: 'Name Farai Ncube Farai Ncube same' })).toBeVisible()
  await page.getByRole('button', { name: 'Invalidate', exact: true }).click()
  await confirmAtOnce(page, 'Invalidate the profile of Farai Ncube?')
  await expect(page.getByText('The profile of Farai Ncube is no longer cached.')).toBeVisible()
})
