import { expect, type Page, test } from '@playwright/test'
import { type ProductionStack, startProductionStack } from '@rollcall/testing/production-stack'
import { expectAccessible } from './console.js'

// A stack of its own, with an empty directory: the other journeys' has the demo.
test.describe.configure({ mode: 'serial', timeout: 120_000 })

const password = 'nine calm otters by the river'
let stack: ProductionStack

test.beforeAll(async () => {
  test.setTimeout(300_000)
  stack = await startProductionStack({ demo: false })
})
test.afterAll(async () => await stack.stop())

const step = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title })

test('an empty directory leads to its first administrator, its first doctor and the first appointment', async ({
  page,
}) => {
  await page.goto(stack.url)
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText(/This installation is empty/)).toBeVisible()
  await page.goto(String(stack.setupUrl))
  await expect(page).toHaveURL(/\/setup$/)
  await page.getByLabel('Name of the organisation').fill('Harbour Clinic')
  await page.getByLabel('First name').fill('Ada')
  await page.getByLabel('Last name').fill('First')
  await page.getByLabel('Email').fill('ada.first@harbour.test')
  await page.getByLabel(/^Password/).fill('password1234')
  await page.getByRole('button', { name: 'Create the organisation' }).click()
  await expect(page.getByText('This password is easy to guess.')).toBeVisible()
  await page.getByLabel(/^Password/).fill(password)
  await page.getByRole('button', { name: 'Create the organisation' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Email').fill('ada.first@harbour.test')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page.getByRole('heading', { name: 'From here to your first appointment' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Create a user' }).click()
  const form = page.getByRole('dialog', { name: 'Create a user' })
  await form.getByLabel('First name').fill('Farai')
  await form.getByLabel('Last name').fill('Firstdoctor')
  await form.getByLabel('Email').fill('farai@harbour.test')
  await form.getByLabel('Role').selectOption('doctor')
  await form.getByRole('button', { name: 'Create a user' }).click()
  await expect(page.getByText('Farai Firstdoctor is in the directory.').first()).toBeVisible()

  await page.goto(stack.url)
  await expect(step(page, 'Create the first doctor').getByRole('img', { name: 'Done' })).toBeVisible()
  await expect(page.getByText('Farai Firstdoctor is in the appointment form’s list.')).toBeVisible()
  await expect(step(page, 'Book with them').getByRole('img', { name: 'Still to do' })).toBeVisible()
  await page.getByRole('link', { name: 'New appointment' }).click()
  await page.getByLabel('Patient').fill('Paida Patient')
  await page.getByRole('combobox', { name: 'Clinician' }).fill('farai')
  await page.getByRole('option', { name: /Farai Firstdoctor/ }).click()
  await page.getByLabel('Date').fill('2032-05-05')
  await page.getByText('09:00', { exact: true }).click()
  await page.getByLabel('Reason').fill('Check-up')
  await page.getByRole('button', { name: 'Book the appointment' }).click()
  await expect(page.getByText(/Paida Patient sees Farai Firstdoctor/)).toBeVisible()

  await page.goto(stack.url)
  await expect(page.getByRole('heading', { name: 'Your first doctor is everywhere' })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Everyone is everywhere.')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Everyone is everywhere.')
  await expect(page.getByText('Your first doctor is everywhere')).toBeHidden()
})

test('the link that set it up opens nothing a second time', async ({ page }) => {
  await page.goto(String(stack.setupUrl))
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText(/This installation is empty/)).toBeHidden()
})
