import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { actOn, addUser, confirmAtOnce, expectAccessible, signIn } from './console.js'

const reason = '=A journey, with reasons'

const trail = (page: Page): Locator => page.getByRole('region', { name: 'Audit trail' }).getByRole('listitem')
const sentence = (page: Page, words: string): Locator => trail(page).filter({ hasText: words })
const chip = (page: Page, name: string): Locator => page.getByRole('search').locator('label').filter({ hasText: name })

async function pauseAndResume(page: Page): Promise<void> {
  await page.goto('/sync?tab=queues')
  const queue = page.getByRole('region', { name: 'Queue of Chat' })
  await queue.getByRole('button', { name: 'Pause Chat' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pause Chat?' })
  await dialog.getByLabel('Reason').fill(reason)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await queue.getByRole('button', { name: 'Resume Chat' }).click()
  await confirmAtOnce(page, 'Resume Chat?')
  await expect(queue.getByRole('button', { name: 'Pause Chat' })).toBeVisible()
}

/** The records of a CSV, by RFC 4180: quoted cells may hold commas, line breaks and doubled quotes. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]]
  for (const [, cell = '', end] of text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g)) {
    records.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (end !== ',') records.push([])
  }
  return records.filter((record) => record.length > 1)
}

test('what was done to a person and to a queue is found in the trail with its reason, and again after a reload', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await signIn(page)
  await addUser(page, { firstName: 'Trail', lastName: 'Before', email: 'trail.before@rollcall.test', role: 'nurse' })
  await page.goto('/users?q=trail.before')
  await actOn(page, 'Trail Before', 'Edit')
  await page.getByLabel('Last name').fill('After')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Trail After is saved.')).toBeVisible()
  await pauseAndResume(page)

  await page.goto('/audit')
  await page.getByRole('combobox', { name: 'To whom' }).fill('Trail After')
  await page.getByRole('option', { name: /Trail After/ }).click()
  await expect(page).toHaveURL(/whom=[0-9a-f-]{36}/)
  await chip(page, 'People').click()
  await expect(page).toHaveURL(/what=people/)
  const edit = sentence(page, 'Farai Ncube changed Trail After')
  await expect(edit.getByText('Before')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'To whom' })).toHaveValue('Trail After')
  await expect(page.getByRole('checkbox', { name: 'People' })).toBeChecked()
  await expect(edit).toHaveCount(1)
  await expect(sentence(page, 'paused')).toHaveCount(0)

  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await chip(page, 'Delivery').click()
  const pause = sentence(page, 'Farai Ncube paused Chat').first()
  await expect(pause.getByText(`“${reason}”`)).toBeVisible()
  await expect(sentence(page, 'Farai Ncube resumed Chat').first()).toContainText('Maintenance is done')
  await page.goBack()
  await expect(page.getByRole('checkbox', { name: 'Delivery' })).not.toBeChecked()
})

test('the trail is sealed within seconds, and says how to check it', async ({ page }) => {
  await signIn(page)
  await page.goto('/audit')
  await expect(page.getByText(/^Sealed up to .+ blocks?, (nothing waits|\d+ entr(y waits|ies wait))$/)).toBeVisible({
    timeout: 30_000,
  })
  await page.getByText('What this means').click()
  await expect(page.getByText('npm run audit:verify')).toBeVisible()
})

test('the CSV has a header line, the entries that the filters find, and no cell that a spreadsheet would run', async ({
  page,
}) => {
  await signIn(page)
  await pauseAndResume(page)
  await page.goto('/audit?what=delivery')
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  const [header = [], ...records] = readCsv(await readFile(await download.path(), 'utf8'))
  expect(header).toContain('action')
  const actions = records.map((record) => record[header.indexOf('action')])
  expect(actions).toContain('queue.paused')
  expect(actions).not.toContain('user.updated')
  const reasons = records.map((record) => record[header.indexOf('reason')])
  expect(reasons).toContain(`'${reason}`)
  expect(records.flat().filter((cell) => /^[=+@\t\r-]/.test(cell))).toEqual([])
})

test('another site can’t have the trail exported', async ({ page }) => {
  await signIn(page)
  const response = await page.request.get('/api/audit/export', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(response.status()).toBe(403)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the trail with its details open, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    await signIn(page)
    await page.goto('/audit')
    await trail(page).first().getByText('Details').click()
    await page.getByText('What this means').click()
    await expect(page.getByText('Correlation id').first()).toBeVisible()
    await expectAccessible(page)
    await context.close()
  })
}

test('a deleted person is erased for good: the page says so, and the trail keeps that it happened', async ({
  page,
}) => {
  await signIn(page)
  await addUser(page, { firstName: 'Soon', lastName: 'Forgotten', email: 'soon.forgotten@rollcall.test' })
  await page.goto('/users?q=soon.forgotten')
  await page.getByRole('link', { name: 'Soon Forgotten' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Soon Forgotten' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Erase for good' })).toHaveCount(0)
  await actOn(page, 'Soon Forgotten', 'Delete')
  await page.getByRole('button', { name: 'Delete Soon Forgotten' }).click()

  await page.getByRole('button', { name: 'Erase for good' }).click()
  const dialog = page.getByRole('dialog', { name: 'Erase Soon Forgotten for good?' })
  await dialog.getByText('The person asked for it').click()
  await dialog.getByLabel('Type the name to confirm').fill('Somebody Else')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(dialog.getByText('This is not the name.')).toBeVisible()
  await dialog.getByLabel('Type the name to confirm').fill('Soon Forgotten')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  const main = page.getByRole('main')
  await expect(main.getByText('This person was erased for good')).toBeVisible()
  await expect(main.getByText('Forgotten')).toHaveCount(0)
  await page.reload()
  await expect(main.getByText('This person was erased for good')).toBeVisible()
  await expect(main.getByText('Forgotten')).toHaveCount(0)
  await page.goto('/audit?what=people')
  await expect(trail(page).filter({ hasText: 'for good' }).first()).toContainText('The person asked for it')
  await expect(page.getByText('Soon Forgotten')).toHaveCount(0)
})
