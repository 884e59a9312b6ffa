import { expect, test } from '@playwright/test'
import { actOn, addUser, signIn } from './console.js'

test('search, filter and sort live in the address; reload and Back restore them', async ({ page }) => {
  await signIn(page)
  await page.goto('/users')
  await page.getByLabel('Search people').fill('admin@rollcall')
  await expect(page).toHaveURL(/q=admin/)
  await page
    .locator('label')
    .filter({ hasText: /^Active$/ })
    .click()
  await expect(page).toHaveURL(/state=active/)
  await page.reload()
  await expect(page.getByLabel('Search people')).toHaveValue('admin@rollcall')
  await expect(page.getByRole('radio', { name: 'Active', exact: true })).toBeChecked()
  await page.getByRole('link', { name: 'Farai Ncube' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Farai Ncube' })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel('Search people')).toHaveValue('admin@rollcall')
})

test('a double click creates one user', async ({ page }) => {
  await signIn(page)
  await page.goto('/users/new')
  await page.getByLabel('First name').fill('Once')
  await page.getByLabel('Last name').fill('Only')
  await page.getByLabel('Email').fill('once.only@rollcall.test')
  await page.getByLabel('Role').selectOption('nurse')
  await page.getByRole('button', { name: 'Create a user' }).dblclick()
  await expect(page.getByText('Once Only is in the directory.')).toBeVisible()
  await page.goto('/users?q=once.only')
  await expect(page.getByRole('button', { name: 'Actions for Once Only' })).toHaveCount(1)
})

test('a mistake is named at its field, and an address in use is refused; whoever looks alike is shown before', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/users/new')
  await page.getByLabel('First name').fill('Double')
  await page.getByLabel('Last name').fill('Address')
  await page.getByLabel('Email').fill('Admin@Rollcall.test')
  await page.getByLabel('Role').selectOption('nurse')
  await page.getByLabel('Phone').fill('+12')
  await page.getByRole('button', { name: 'Create a user' }).click()
  await expect(page.getByText('Phone: start with + and the country code')).toBeVisible()
  await expect(page.getByLabel('Phone')).toBeFocused()
  await page.getByLabel('Phone').fill('+263 77 123 4567')
  await page.getByRole('button', { name: 'Create a user' }).click()
  await expect(page.getByText('Email: this address is already in use. Choose another.')).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Farai Ncube' })).toBeVisible()
})

test('two people edit one user: the second sees both values and decides', async ({ context }) => {
  const first = await context.newPage()
  await signIn(first)
  await addUser(first, { firstName: 'Both', lastName: 'Values', email: 'both.values@rollcall.test', role: 'nurse' })
  const second = await context.newPage()
  for (const page of [first, second]) {
    await page.goto('/users?q=both.values')
    await actOn(page, 'Both Values', 'Edit')
  }
  await first.getByLabel('Last name').fill('First')
  await first.getByRole('button', { name: 'Save' }).click()
  await expect(first.getByText('Both First is saved.')).toBeVisible()
  await second.getByLabel('Last name').fill('Second')
  await second.getByRole('button', { name: 'Save' }).click()
  const dialog = second.getByRole('dialog', { name: /Someone else has changed/ })
  await expect(dialog.getByText('First', { exact: true })).toBeVisible()
  await expect(dialog.getByText('Second', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Use all mine' }).click()
  const save = dialog.getByRole('button', { name: 'Save' })
  if (await save.isVisible()) await save.click()
  await expect(second.getByText('Both Second is saved.')).toBeVisible()
})

test('a user page tells who changed what, and that it has arrived everywhere', async ({ page }) => {
  await signIn(page)
  await addUser(page, { firstName: 'Story', lastName: 'Told', email: 'story.told@rollcall.test', role: 'nurse' })
  await page.goto('/users?q=story.told')
  await page.getByRole('link', { name: 'Story Told' }).click()
  // The list has a menu of the same name, which the page's arrival would close.
  await expect(page.getByRole('heading', { level: 1, name: 'Story Told' })).toBeVisible()
  await actOn(page, 'Story Told', 'Change role')
  await page.getByRole('dialog').getByLabel('Role').selectOption('doctor')
  await page.getByRole('dialog').getByRole('button', { name: 'Change role' }).click()
  await expect(page.getByText('Role changed')).toBeVisible()
  await expect(page.getByText('The newest version has arrived everywhere.').first()).toBeVisible()
  await expect(page.getByText('Farai Ncube').first()).toBeVisible()
})
