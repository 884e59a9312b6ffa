import { expect, type Page, test } from '@playwright/test'
import { totpOf } from '@rollcall/testing/totp'
import { createUser, enterAsNew, expectAccessible, type NewUser, signIn, signInByForm, untilLive } from './console.js'

// Several browsers, each from an invitation to signing in.
test.describe.configure({ timeout: 120_000 })

const chosen = 'seven quiet herons at noon'

/** Fills in the six digits of a code; the last one sends it. */
async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Digit 1 of 6').click()
  await page.keyboard.type(code)
}

/** Creates someone, and answers the invitation link that the console shows where there is no mail. */
async function invite(page: Page, user: NewUser): Promise<string> {
  await createUser(page, user)
  await page.getByRole('button', { name: 'Send the invitation link' }).click()
  await page.getByRole('button', { name: 'Send the link' }).click()
  const dialog = page.getByRole('dialog', { name: /^Invitation for/ })
  await expect(dialog.getByText('It is shown only once')).toBeVisible()
  const link = (await dialog.locator('code').innerText()).trim()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  return link
}

async function choosePassword(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('New password').fill(chosen)
  await page.getByRole('button', { name: 'Save the password' }).click()
  await expect(page.getByText('Your password is saved.')).toBeVisible()
}

/** From the password to the recovery codes. Answers the secret and the codes. */
async function enrol(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.getByRole('textbox', { name: 'Current password' }).last().fill(chosen)
  await page.getByRole('button', { name: 'Begin' }).click()
  const secret = (await page.locator('code').first().innerText()).replaceAll(' ', '')
  await enterCode(page, totpOf(secret))
  const list = page.getByRole('list', { name: 'Recovery codes' })
  await expect(list).toBeVisible()
  const codes = await list.getByRole('listitem').allInnerTexts()
  await page.getByRole('button', { name: 'I have kept them' }).click()
  return { secret, codes }
}

test('an invitation link lets someone choose a password once, and leaves no token in the address', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const person = { firstName: 'Invited', lastName: 'Guest', email: 'invited.guest@rollcall.test', role: 'receptionist' }
  const link = await invite(page, person)
  expect(link).toMatch(/\/choose-password#[\w-]{43}$/)

  const visitor = await (await browser.newContext()).newPage()
  await visitor.goto(link)
  await expect(visitor).toHaveURL(/\/choose-password$/)
  await visitor.getByLabel('New password').fill('too short')
  await expect(visitor.getByText('3 more characters')).toBeVisible()
  await visitor.getByRole('button', { name: 'Save the password' }).click()
  await expect(visitor.getByLabel('New password')).toBeFocused()
  await visitor.getByLabel('New password').fill('password1234')
  await visitor.getByRole('button', { name: 'Save the password' }).click()
  await expect(visitor.getByText('This password is easy to guess.')).toBeVisible()
  await visitor.getByLabel('New password').fill(chosen)
  await visitor.getByRole('button', { name: 'Save the password' }).dblclick()
  await expect(visitor.getByText('Your password is saved.')).toBeVisible()
  await visitor.getByRole('link', { name: 'Sign in' }).click()
  await expect(visitor).toHaveURL(/\/sign-in$/)
  await signInByForm(visitor, person.email, chosen)
  await expect(visitor.getByRole('heading', { level: 1 })).toContainText('Invited')

  await visitor.goto(link)
  await visitor.getByLabel('New password').fill('another seven herons')
  await visitor.getByRole('button', { name: 'Save the password' }).click()
  await expect(visitor.getByText('This link has been used or has expired.')).toBeVisible()
  await visitor.context().close()
})

test('with a second factor the password alone opens nothing; a code or a recovery code does', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const person = { firstName: 'Second', lastName: 'Factor', email: 'second.factor@rollcall.test', role: 'viewer' }
  const visitor = await enterAsNew(page, browser, person, chosen)
  await visitor.goto('/settings')
  await untilLive(visitor)
  await visitor.getByRole('button', { name: 'Switch on' }).click()
  await expect(visitor.getByRole('dialog')).toBeVisible()
  const { secret, codes } = await enrol(visitor)
  await expect(visitor.getByRole('button', { name: 'New recovery codes' })).toBeVisible()
  expect(codes).toHaveLength(10)

  const giveFactor = async (fill: () => Promise<void>) => {
    // The console would notice by itself that the session is gone, and be on its way elsewhere.
    await visitor.goto('about:blank')
    await visitor.context().clearCookies()
    await visitor.goto('/users')
    await visitor.getByLabel('Email').fill(person.email)
    await visitor.getByLabel('Password', { exact: true }).fill(chosen)
    await visitor.getByRole('button', { name: 'Sign in' }).click()
    await expect(visitor.getByRole('heading', { name: 'Enter your code' })).toBeVisible()
    await fill()
  }
  await giveFactor(async () => {
    const right = totpOf(secret)
    await enterCode(visitor, right === '000000' ? '000001' : '000000')
    await expect(visitor.getByText('This code does not fit.')).toBeVisible()
    expect((await visitor.request.get('/api/trpc/directory/me.get')).status()).toBe(401)
    await enterCode(visitor, totpOf(secret))
  })
  await expect(visitor).toHaveURL(/\/users$/)

  const recover = (code: string) =>
    giveFactor(async () => {
      await visitor.getByRole('button', { name: 'Use a recovery code instead' }).click()
      await visitor.getByLabel('Recovery code').fill(code)
      await visitor.getByRole('button', { name: 'Go on' }).click()
    })
  await recover(String(codes[0]))
  await expect(visitor).toHaveURL(/\/users$/)
  await recover(String(codes[0]))
  await expect(visitor.getByText('This recovery code does not fit, or was used already.')).toBeVisible()
  await visitor.getByRole('button', { name: 'Back' }).click()
  await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await visitor.context().close()
})

test('the list of sessions ends one of them, and “sign out everywhere” ends them all', async ({ page, browser }) => {
  await signIn(page)
  const person = { firstName: 'Many', lastName: 'Sessions', email: 'many.sessions@rollcall.test', role: 'viewer' }
  const here = await enterAsNew(page, browser, person, chosen)
  const there = await (await browser.newContext()).newPage()
  await signIn(there, person.email, chosen)

  await here.goto('/settings')
  const sessions = here.getByRole('listitem').filter({ hasText: 'last seen' })
  await expect(sessions).toHaveCount(2)
  await expect(sessions.filter({ hasText: 'this one' })).toHaveCount(1)
  await sessions.getByRole('button', { name: /^End the session/ }).click()
  await expect(sessions).toHaveCount(1)
  await there.goto('/users')
  await expect(there).toHaveURL(/\/sign-in/)

  await signIn(there, person.email, chosen)
  await here.getByRole('button', { name: 'Sign out everywhere' }).click()
  await here.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(here).toHaveURL(/\/sign-in$/)
  for (const visitor of [here, there]) {
    await visitor.goto('/users')
    await expect(visitor).toHaveURL(/\/sign-in/)
    await visitor.context().close()
  }
})

test('an organisation that requires a second factor opens nothing to an administrator before it is set up', async ({
  page,
  browser,
}) => {
  await signIn(page)
  await page.goto('/platform')
  await page.getByRole('button', { name: 'Create an organisation' }).click()
  const drawer = page.getByRole('dialog')
  const email = 'first.admin@elsewhere.test'
  await drawer.getByLabel('Name of the organisation').fill('Elsewhere Hospital')
  await drawer.getByLabel('First name').fill('First')
  await drawer.getByLabel('Last name').fill('Admin')
  await drawer.getByLabel('Email').fill(email)
  await drawer.getByRole('button', { name: 'Create and invite' }).click()
  await expect(drawer.getByText('Elsewhere Hospital is created.')).toBeVisible()
  const link = (await drawer.locator('code').innerText()).trim()

  const visitor = await (await browser.newContext()).newPage()
  await choosePassword(visitor, link)
  await signIn(visitor, email, chosen)
  await visitor.goto('/platform')
  await expect(visitor.getByText('Your role does not open this')).toBeVisible()
  await visitor.goto('/settings')
  await visitor.getByRole('switch', { name: 'Administrators need a second factor' }).click()
  await expect(visitor.getByText('You have none yourself yet')).toBeVisible()
  await visitor.getByRole('button', { name: 'Save' }).click()
  await expect(visitor).toHaveURL(/\/two-factor$/)
  await visitor.goto('/users')
  await expect(visitor).toHaveURL(/\/two-factor$/)
  await expectAccessible(visitor)
  await enrol(visitor)
  await expect(visitor.getByRole('heading', { level: 1 })).toBeVisible()
  await visitor.goto('/settings')
  await expect(visitor.getByText('so it cannot be switched off')).toBeVisible()
  await visitor.context().close()
})

test('the answer to a forgotten password is the same for every address', async ({ page }) => {
  const answers: string[] = []
  for (const email of ['admin@rollcall.test', 'nobody@rollcall.test']) {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
    await page.getByLabel('Email').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await expect(page.getByText('It works for one hour.')).toBeVisible()
    answers.push(await page.getByRole('main').innerText())
  }
  expect(answers[0]).toBe(answers[1])
})

test('an installation that has an administrator can’t be set up again', async ({ page }) => {
  await page.goto('/setup#0123456789')
  await expect(page).toHaveURL(/\/sign-in/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the pages for one’s account, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme })
    const page = await context.newPage()
    for (const path of ['/forgot-password', '/choose-password', `/choose-password#${'x'.repeat(43)}`]) {
      await page.goto('about:blank')
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await expectAccessible(page)
    }
    await signIn(page)
    await page.goto('/platform')
    await expect(page.getByRole('cell', { name: 'runs this installation' })).toBeVisible()
    await expectAccessible(page)
    await page.goto('/settings')
    await expect(page.getByText('this one')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Switch on' }).click()
    await expectAccessible(page)
    await context.close()
  })
}
