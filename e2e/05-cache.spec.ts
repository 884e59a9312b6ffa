import { expect, type Page, test } from '@playwright/test'
import { confirmAtOnce, signIn } from './console.js'

interface Figures {
  nearHits: number
  redisHits: number
  hits: number
  misses: number
}

/** The cache's figures, as the console's own service counts them. */
async function readFigures(page: Page): Promise<Figures> {
  const response = await page.request.get('/api/trpc/chat/cache.stats')
  expect(response.ok()).toBe(true)
  return (await response.json()).result.data
}

async function lookUp(page: Page, name: string): Promise<void> {
  await page.goto('/cache?tab=profiles')
  const option = page.getByRole('option', { name: new RegExp(name) }).first()
  // What is typed before the tab's own script has come is not heard.
  await expect(async () => {
    await page.getByRole('combobox', { name: 'Person' }).fill(name)
    await expect(option).toBeVisible({ timeout: 2000 })
  }).toPass()
  await option.click()
  await expect(page).toHaveURL(/user=[0-9a-f-]{36}/)
}

/** Reads everyone of the conversations through the cache. */
async function readConversations(page: Page): Promise<void> {
  await page.goto('/conversations')
  await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
}

test('the hit rate by tier moves when conversations are read', async ({ page }) => {
  test.slow()
  await signIn(page)
  const before = await readFigures(page)
  for (let visit = 0; visit < 3; visit++) await readConversations(page)
  await expect.poll(async () => (await readFigures(page)).hits).toBeGreaterThan(before.hits)
  const after = await readFigures(page)
  expect(after.nearHits + after.redisHits).toBe(after.hits)

  await page.goto('/cache')
  const tile = page.locator('dl > div').filter({ has: page.getByText('Hit rate', { exact: true }) })
  await expect(tile.getByText(/^\d{1,3}([.,]\d)?\s?%$/)).toBeVisible()
  const drawn = page.getByRole('table', { name: /^Hit rate and latency over time/ })
  await expect(drawn.getByRole('columnheader', { name: 'Near cache' })).toBeAttached()
  await expect(drawn.getByRole('columnheader', { name: 'Redis' })).toBeAttached()
  await expect(drawn.getByRole('row').nth(1)).toBeAttached()
  await expect(page.getByRole('row', { name: /^Redis .*(µs|ms)/ })).toBeVisible()
})

test('how far back the charts look stands in the address and survives a reload', async ({ page }) => {
  await signIn(page)
  await page.goto('/cache')
  await page.getByText('6 hours', { exact: true }).click()
  await expect(page).toHaveURL(/range=sixHours/)
  await page.reload()
  await expect(page.getByRole('radio', { name: '6 hours' })).toBeChecked()
})

test('what each tier holds of a person stands beside the directory, and can be invalidated', async ({ page }) => {
  await signIn(page)
  await readConversations(page)
  await lookUp(page, 'Farai Ncube')
  const tiers = page.getByRole('list', { name: 'What each tier holds' })
  await expect(tiers.getByRole('listitem')).toHaveCount(4)
  for (const name of ['Redis', 'Directory']) {
    const tier = tiers.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) })
    await expect(tier).toContainText(/v\d+/)
  }
  await expect(page.getByText(/^A read now would return version \d+, from (the near cache|Redis)\.$/)).toBeVisible()
  await expect(page.getByRole('row', { name: 'Name Farai Ncube Farai Ncube same' })).toBeVisible()

  await page.getByRole('button', { name: 'Invalidate', exact: true }).click()
  await confirmAtOnce(page, 'Invalidate the profile of Farai Ncube?')
  await expect(page.getByText('The profile of Farai Ncube is no longer cached.')).toBeVisible()
  await expect(page.getByText(/^A read now would return version \d+, from the directory\.$/)).toBeVisible()
})

test('prewarming runs from start to end, and its report stays', async ({ page }) => {
  await signIn(page)
  await page.goto('/cache?tab=prewarm')
  await page.getByLabel('People per question').fill('501')
  await page.getByRole('button', { name: 'Start prewarming' }).click()
  await expect(page.getByText('Give a whole number from 1 to 500.')).toBeVisible()
  await page.getByLabel('People per question').fill('50')
  await page.getByRole('button', { name: 'Start prewarming' }).click()
  await expect(page).toHaveURL(/run=[0-9a-f-]{36}/)

  const report = page.getByRole('region', { name: 'Run over your conversations' })
  await expect(report.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(report.getByRole('status').first()).toHaveText(/^\d[\d,]* (person is|people are) cached, /)
  const figures = await report.getByText('Processed').locator('..').locator('dd').textContent()
  const [done, total] = (figures ?? '').split(' of ')
  expect(done).toBe(total)

  await page.reload()
  await expect(report.getByText('Done', { exact: true })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Last runs' }).getByRole('listitem').first()).toContainText('Done')
})

test('compared with the directory, no cached profile is out of date', async ({ page }) => {
  await signIn(page)
  await readConversations(page)
  await page.goto('/cache?tab=profiles')
  const none = page.getByText(/^[1-9][\d,]* compared, none is out of date\.$/)
  await page.getByRole('button', { name: 'Compare 1,000 profiles with the directory' }).click()
  await expect(page.getByText(/ cached profiles?, in /)).toBeVisible({ timeout: 30_000 })
  await expect(none).toBeVisible()
  await page.getByRole('button', { name: 'Compare all' }).click()
  await expect(page.getByText(/^All of /)).toBeVisible({ timeout: 30_000 })
  await expect(none).toBeVisible()
})
