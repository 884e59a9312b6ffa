import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, type Page, test } from '@playwright/test'
import { readStack, signIn } from './console.js'

// Seeded once, after every other journey: 300,000 people stay in the stack's directory.
const people = 300_000
const seedCli = 'apps/auth-service/dist/cli/seed-users.js'
const perPage = 50

test.describe.configure({ mode: 'serial', timeout: 120_000 })

test.beforeAll(async () => {
  test.setTimeout(400_000)
  const { databases } = await readStack()
  const child = spawn(process.execPath, [seedCli, '--users', String(people)], {
    env: { ...process.env, AUTH_DATABASE_URL: databases.auth },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  expect(code, 'the seed’s exit code').toBe(0)
})

const rows = (page: Page) => page.locator('tbody tr')
const range = (page: Page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('status')
const searchBox = (page: Page) => page.getByRole('searchbox', { name: 'Search people' })

/** "101–150 of 300,010", in figures. */
async function readRange(page: Page): Promise<{ from: number; to: number; total: number }> {
  const text = (await range(page).innerText()).replaceAll(/[,\s\u202f]/g, '')
  const [from = 0, to = 0, total = 0] = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  return { from, to, total }
}

/** How many the list says there are, once it says more than `least`. */
async function totalAbove(page: Page, least: number): Promise<number> {
  await expect.poll(async () => (await readRange(page)).total).toBeGreaterThan(least)
  return (await readRange(page)).total
}

test('pages of 300,000 people are walked to the end and back, and the address brings each one again', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/users')
  await expect.poll(async () => (await readRange(page)).total).toBeGreaterThan(people)
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect.poll(async () => (await readRange(page)).from).toBe(perPage + 1)
  const secondPage = await rows(page).first().innerText()
  await page.getByRole('button', { name: 'Last page' }).click()
  await expect.poll(async () => readRange(page)).toMatchObject({ to: (await readRange(page)).total })
  const lastPage = await rows(page).first().innerText()
  expect(lastPage).not.toBe(secondPage)
  await page.reload()
  await expect(rows(page).first()).toHaveText(lastPage.split('\n')[0] ?? '', { useInnerText: false, ignoreCase: true })
  await page.goBack()
  await expect.poll(async () => (await readRange(page)).from).toBe(perPage + 1)
})

test('one among 300,000 is found by name in any order and without accents, by number and by telephone', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/users')
  for (const words of ['M0123456', '+263780123456', '78 012 3456']) {
    await searchBox(page).fill(words)
    await expect.poll(async () => (await readRange(page)).total, words).toBe(1)
  }
  await searchBox(page).fill('traore aissatou')
  await expect.poll(async () => (await readRange(page)).total).toBeGreaterThan(1)
  const backwards = await readRange(page)
  await searchBox(page).fill('Aïssatou Traoré')
  await expect(rows(page).first()).toContainText('Aïssatou Traoré')
  await expect.poll(async () => (await readRange(page)).total).toBe(backwards.total)
})

test('an export holds exactly whom the filter shows', async ({ page }) => {
  await signIn(page)
  await page.goto('/users?roles=pharmacist')
  const total = await totalAbove(page, 1000)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export' }).click()
  const file = await (await downloading).path()
  let lines = 0
  for await (const line of createInterface(createReadStream(file))) if (line) lines++
  expect(lines).toBe(total + 1)
})

test('everyone who matches is chosen with one click, and the count is told before anything is done', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/users?roles=consultant')
  const total = await totalAbove(page, 1000)
  await page.getByRole('checkbox', { name: 'Choose everyone on this page' }).check()
  await page.getByRole('button', { name: `Choose all ${total.toLocaleString('en-GB')} that match` }).click()
  const bar = page.getByRole('region', { name: 'Chosen people' })
  await expect(bar.getByText(`${total.toLocaleString('en-GB')} people chosen`)).toBeVisible()
  await bar.getByRole('button', { name: 'Do with them' }).click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('New role').selectOption('nurse')
  await expect(dialog.getByText(new RegExp(`${total.toLocaleString('en-GB')} people`)).first()).toBeVisible()
})
