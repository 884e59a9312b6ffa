import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { addUser, expectAccessible, signIn } from './console.js'

const run = Date.now().toString(36)
const address = (name: string | number) => `import-${name}-${run}@rollcall.test`
const choose = (page: Page, name: string, text: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const tile = (page: Page, label: string) => page.locator('dl > div').filter({ hasText: label }).locator('dd').first()

test('a PDF and an empty file are refused with the remedy, and nothing is left of them', async ({ page }) => {
  await signIn(page)
  await page.goto('/users/import')
  await choose(page, 'people.csv', '%PDF-1.7 people')
  await expect(page.getByRole('alert').getByText('This is a PDF.')).toBeVisible()
  await expect(page.getByText('Open the list in a spreadsheet and save it as CSV.')).toBeVisible()
  await expectAccessible(page)
  await choose(page, 'people.csv', 'email,role\n')
  await expect(page.getByText('There are no rows in it.')).toBeVisible()
  await choose(page, 'people.csv', 'email,role\na@b.org,doctor\n"c,nurse\n')
  await expect(page.getByText('A quote is opened and never closed.')).toBeVisible()
  await expect(page.getByText('Look after line 2')).toBeVisible()
})

test('a file of 2 GB is refused before any of it is sent', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-import-'))
  const path = join(folder, 'everyone.csv')
  try {
    await writeFile(path, 'email,role\n')
    // Zeros that take no room on the disk.
    await truncate(path, 2 * 1024 ** 3)
    await signIn(page)
    await page.goto('/users/import')
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname))
    await page.locator('input[type=file]').setInputFiles(path)
    await expect(page.getByRole('alert').getByText(/256 MB/)).toBeVisible()
    expect(sent.filter((address) => address.includes('import'))).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a pasted list of addresses is told what it lacks', async ({ page }) => {
  await signIn(page)
  await page.goto('/users/import')
  await page.locator('label').filter({ hasText: 'Pasted rows' }).click()
  await page.getByLabel('Rows', { exact: true }).fill(`${address('a')}\n${address('b')}\n`)
  await page.getByRole('button', { name: 'Read the rows' }).click()
  await expect(page.getByText('This is a list of email addresses.')).toBeVisible()
  await expect(page.getByText('The first row looks like a person')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start the dry run' })).toBeDisabled()
  await page.getByRole('button', { name: 'Cancel the import' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the import' }).click()
  await expect(page.getByText('This import was cancelled')).toBeVisible()
})

test('a column of whole names is told from its header, and divided into first and last names', async ({ page }) => {
  await signIn(page)
  await page.goto('/users/import')
  const rows = [
    `MOYO Tendai;${address('whole')};agent`,
    `"Dube, Dr Rudo";${address('comma')};agent`,
    `Solo;${address('one')};agent`,
  ]
  await choose(page, 'names.csv', `Nom complet;Courriel;Fonction\n${rows.join('\n')}\n`)
  await expect(page.getByRole('combobox', { name: 'What “Nom complet” holds' })).toHaveValue('fullName')
  await page.getByRole('button', { name: 'Start the dry run' }).click()
  await expect(tile(page, 'Created')).toHaveText('2')
  await expect(page.getByText('Tendai MOYO')).toBeVisible()
  await expect(page.getByText('Rudo Dube')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel the import' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the import' }).click()
  await expect(page.getByText('This import was cancelled')).toBeVisible()
})

/** 10,000 rows as a French spreadsheet saves them: new people, one who changes, one who stays, and every hundredth at fault. */
function mixedRows(): string {
  const rows = Array.from({ length: 9998 }, (_, n) => {
    const role = n % 100 === 50 ? 'chef' : 'agent'
    return `Importée;Ligne ${n};${address(n)};${role};077 ${String(1_000_000 + n)};"Santé; Harare"`
  })
  const known = [
    `Imported;Changed;${address('known')};infirmière;;`,
    `Imported;Stays;${address('same').toUpperCase()};pharmacien;;`,
  ]
  return `\ufeffPrénom;Nom;Courriel;Fonction;Téléphone;Ministère\r\n${[...known, ...rows].join('\r\n')}\r\n`
}

test('10,000 mixed rows: read, tried, applied over a reload, and what failed comes back', async ({ page, context }) => {
  test.setTimeout(180_000)
  await signIn(page)
  await addUser(page, { firstName: 'Imported', lastName: 'Before', email: address('known'), role: 'nurse' })
  await addUser(page, { firstName: 'Imported', lastName: 'Stays', email: address('same'), role: 'pharmacist' })
  await page.goto('/users/import')
  await choose(page, 'équipe.csv', mixedRows())

  await expect(page.getByRole('heading', { name: 'How the file was read' })).toBeVisible()
  await expect(tile(page, 'Encoding')).toHaveText('UTF-8')
  await expect(tile(page, 'Separator')).toHaveText('Semicolon')
  await expect(tile(page, 'Rows')).toHaveText('10,001')
  await expect(page.getByLabel('What “Courriel” holds')).toHaveValue('email')
  await expect(page.getByLabel('What “Ministère” holds')).toHaveValue('ministere')
  await page.getByRole('combobox', { name: 'Country of the phone numbers' }).fill('Zimb')
  await page.getByRole('option', { name: 'Zimbabwe' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start the dry run' }).click()

  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible({ timeout: 60_000 })
  await expect(tile(page, 'Created')).toHaveText('9,898')
  await expect(tile(page, 'Changed')).toHaveText('1')
  await expect(tile(page, 'Left as they are')).toHaveText('1')
  await expect(tile(page, 'Faulty')).toHaveText('100')
  await page.getByRole('tab', { name: 'Faulty' }).click()
  await expect(page.getByText('Line 54')).toBeVisible()
  await expect(page.getByText('Fonction: There is no such role.').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Changed' }).click()
  await expect(page.getByText('Before', { exact: true })).toBeVisible()
  await expectAccessible(page)

  // Back leads through the wizard's own steps, and forward again.
  await page.getByRole('link', { name: 'Change columns or rules' }).click()
  await expect(page.getByRole('heading', { name: 'What the columns hold' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible()

  await page.getByRole('button', { name: 'Apply to 9,899 people' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('9,898 people are created, without a password.')).toBeVisible()
  await expect(dialog.getByText('100 faulty rows are left out.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Apply to 9,899 people' }).click()
  await page.waitForURL(/step=report/)
  await page.reload()
  const second = await context.newPage()
  await second.goto(page.url())
  for (const tab of [page, second]) {
    await expect(tab.getByText('Farai Ncube imported this file')).toBeVisible({ timeout: 60_000 })
    await expect(tile(tab, 'Created')).toHaveText('9,898')
    await expect(tile(tab, 'Not applied')).toHaveText('100')
  }
  await second.close()
  await expectAccessible(page)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download 100 rows that are not applied' }).click(),
  ])
  const failed = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(failed).toHaveLength(101)
  expect(failed[0]).toBe('\ufeffPrénom;Nom;Courriel;Fonction;Téléphone;Ministère;error')
  expect(failed[1]).toContain(`Importée;Ligne 50;${address(50)};chef;077 1000050;"Santé; Harare";`)
  expect(failed[1]).toContain('There is no such role.')

  await page.goto('/users/import')
  await expect(page.getByText('9,898 created, 1 changed, 0 deactivated, 100 not applied')).toBeVisible()
  await page.goto(`/users?q=${encodeURIComponent(address('known'))}`)
  await expect(page.getByRole('link', { name: 'Imported Changed' })).toBeVisible()
})
