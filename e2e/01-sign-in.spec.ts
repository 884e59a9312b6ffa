import { expect, test } from '@playwright/test'
import { actOn, addUser, signInByForm } from './console.js'

test('nobody enters without signing in, and then lands where they wanted to go', async ({ page }) => {
  await page.goto('/users?q=moyo')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await page.getByLabel('Email').fill('admin@rollcall.test')
  await page.getByLabel('Password', { exact: true }).fill(String(process.env.DEMO_PASSWORD))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/users\?q=moyo/)
})

test('a wrong password and an unknown address are answered alike', async ({ page }) => {
  const answers: string[] = []
  for (const email of ['admin@rollcall.test', 'nobody@rollcall.test']) {
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const alert = page.getByRole('alert').filter({ hasText: /\w/ })
    await expect(alert).toBeVisible()
    answers.push(await alert.innerText())
  }
  expect(answers[0]).toBe(answers[1])
})

test('signing out closes the door', async ({ page }) => {
  await signInByForm(page)
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/users')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a temporary password lets someone in only to choose their own', async ({ page, browser }) => {
  await signInByForm(page)
  await addUser(page, {
    firstName: 'Nyasha',
    lastName: 'Entry',
    email: 'nyasha.entry@rollcall.test',
    role: 'receptionist',
  })
  await page.goto('/users?q=nyasha.entry')
  await actOn(page, 'Nyasha Entry', 'Temporary password')
  await page.getByRole('button', { name: 'Make a temporary password' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('It is shown only once')).toBeVisible()
  const temporary = (await dialog.locator('code').innerText()).trim()

  const other = await browser.newContext()
  const visitor = await other.newPage()
  await signInByForm(visitor, 'nyasha.entry@rollcall.test', temporary)
  await expect(visitor).toHaveURL(/\/change-password/)
  await visitor.goto('/appointments')
  await expect(visitor).toHaveURL(/\/change-password/)
  await visitor.getByLabel('Current password').fill(temporary)
  await visitor.getByLabel('New password', { exact: true }).fill('a kettle sings at dawn')
  await visitor.getByLabel('New password again').fill('a kettle sings at dawn')
  await visitor.getByRole('button', { name: 'Change the password' }).click()
  await expect(visitor).not.toHaveURL(/\/change-password/)
  await visitor.goto('/appointments')
  await expect(visitor.getByRole('heading', { level: 1, name: 'Appointments' })).toBeVisible()
  await other.close()
})
