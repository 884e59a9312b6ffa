import { expect, type Page, test } from '@playwright/test'
import { createPeople, createUser, enterAsNew, expectAccessible, signIn } from './console.js'

/** Opens the palette by its keys, and waits until it takes what is typed. */
async function openPalette(page: Page) {
  const field = page.getByRole('combobox', { name: /Search pages|Rechercher pages/ })
  await expect(page.getByRole('button', { name: /Search or do something|Rechercher ou agir/ })).toBeEnabled()
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(field).toBeFocused({ timeout: 2000 })
  }).toPass()
  return field
}

/** What is asked from these addresses is answered only once the returned function is called. */
async function hold(page: Page, pattern: string | RegExp): Promise<() => void> {
  let come = () => {}
  const coming = new Promise<void>((resolve) => {
    come = resolve
  })
  await page.route(pattern, async (route) => {
    await coming
    await route.continue()
  })
  return come
}

test('an administrator finds a person and an action by keyboard alone', async ({ page }) => {
  await signIn(page)
  await page.goto('/')
  await openPalette(page)
  await page.keyboard.type('MOYO tendai')
  const option = page.getByRole('option', { name: /Tendai Moyo/ })
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('option', { name: 'New appointment with them' })).toBeVisible()
  await page.keyboard.type('look up')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/cache\?tab=profiles&user=/)

  await openPalette(page)
  await expect(page.getByText('Opened last')).toBeHidden()
  await page.keyboard.type('pause chat')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /Pause/ })).toBeVisible()
  await page.keyboard.press('Escape')

  await openPalette(page)
  await page.keyboard.type('moyo')
  await expect(page.getByRole('option', { name: /Tendai Moyo/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/users\/[0-9a-f-]{36}/)
  await openPalette(page)
  await expect(page.getByRole('group', { name: 'Opened last' }).getByRole('option')).toHaveText([/Tendai Moyo/])
})

test('what is clicked before the page listens is done once it does', async ({ page }) => {
  await signIn(page)
  const come = await hold(page, '**/_next/static/**/*.js')
  await page.goto('/cache', { waitUntil: 'commit' })
  await page.getByText('6 hours', { exact: true }).click()
  await expect(page.getByRole('radio', { name: '1 hour' }).first()).toBeChecked()
  come()
  await expect(page).toHaveURL(/range=sixHours/)
  await expect(page.getByRole('radio', { name: '6 hours' })).toBeChecked()
})

test('the page behind a dialog stays where it is', async ({ page }) => {
  await signIn(page)
  // With those of the demo, more than a window holds.
  await createPeople(page, 'Scrolled', [...'ABCDEFGHIJKL'])
  await page.goto('/users')
  await expect(page.getByRole('row').nth(20)).toBeVisible()
  const scrolled = () => page.evaluate<number>('scrollY')
  await page.mouse.move(300, 850)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.mouse.wheel(0, 300)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  expect(await scrolled()).toBe(0)
  await page.mouse.wheel(0, 300)
  await expect.poll(scrolled).toBe(300)
})

test('what is typed before the palette has come is not lost, and means nothing else', async ({ page }) => {
  await signIn(page)
  // Nothing is fetched ahead of its use (use-idle-load.ts), and what is then used comes late.
  await page.addInitScript(() => {
    const later = globalThis.setTimeout.bind(globalThis)
    Object.assign(globalThis, { setTimeout: (act: () => void, ms?: number) => (ms === 1500 ? 0 : later(act, ms)) })
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const come = await hold(page, '**/_next/static/**')
  const asked = page.waitForRequest('**/_next/static/**')
  await page.keyboard.press('Control+k')
  await asked
  // On the page itself `a` opens the form of an appointment, and `?` the keys.
  await page.keyboard.type('tendaa? ')
  for (let times = 0; times < 3; times++) await page.keyboard.press('Backspace')
  await page.keyboard.type('i moyo')
  come()
  const field = page.getByRole('combobox', { name: 'Search pages, people and actions' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('tendai moyo')
  await expect(page.getByRole('option', { name: /Tendai Moyo/ }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Search or do something' })).toBeVisible()
  await expect(page).toHaveURL('/')
})

test('a receptionist finds clinicians to book, and nothing that the role does not open', async ({
  page: admin,
  browser,
}) => {
  await signIn(admin)
  const email = `desk.${Date.now()}@rollcall.test`
  const page = await enterAsNew(admin, browser, {
    firstName: 'Rudo',
    lastName: 'Deskwell',
    email,
    role: 'receptionist',
  })
  await page.goto('/')
  await openPalette(page)
  await page.keyboard.type('moyo')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/appointments\/new\?clinician=/)
  await openPalette(page)
  await page.keyboard.type('create a user')
  await expect(page.getByText('Nothing answers to “create a user”.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(async () => {
    await page.keyboard.press('a')
    await expect(page).toHaveURL(/\/appointments\/new$/, { timeout: 2000 })
  }).toPass()
  await page.context().close()
})

test('a session that ends in a form is begun again in place, and nothing typed is lost', async ({ page, context }) => {
  const email = `frame.${Date.now()}@rollcall.test`
  await signIn(page)
  await page.goto('/users/new')
  await page.getByLabel('First name').fill('Ruva')
  await page.getByLabel('Last name').fill('Framewell')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Role').selectOption('staff')
  // It is the form that finds the session ended: found in the background, its dialog would come between the pointer and
  // the button.
  const come = await hold(page, /\/api\/trpc\/(?!.*users\.create)/)
  await context.clearCookies({ name: /session/ })
  await page.getByRole('button', { name: 'Create a user' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog).toBeVisible()
  come()
  await expect(dialog.getByLabel('Email')).toHaveValue('admin@rollcall.test')
  await dialog.getByLabel('Password', { exact: true }).fill(process.env.DEMO_PASSWORD ?? '')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  // What was sent when the session was found ended goes through by itself.
  await expect(page.getByText('Ruva Framewell is in the directory.').first()).toBeVisible()
})

test('notices can be read again until one signs out', async ({ page }) => {
  await signIn(page)
  const lastName = `Noticed${Date.now()}`
  await createUser(page, { firstName: 'Nia', lastName, email: `${lastName}@rollcall.test`, role: 'staff' })
  await page.reload()
  await page.getByRole('button', { name: /^Notices/ }).click()
  const notices = page.getByRole('dialog', { name: 'Notices' })
  await expect(notices.getByText(`Nia ${lastName} is in the directory.`)).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /: account$/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/sign-in/)
  expect(await page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('rollcall.'))")).toEqual([])
})

test('the dot says when the page is offline, and when it is live again', async ({ page, context }) => {
  await signIn(page)
  await page.goto('/')
  const dot = page.getByRole('banner').getByRole('status')
  await expect(dot).toHaveText('Live')
  await context.setOffline(true)
  await expect(dot).toHaveText('Offline')
  await expect(page.getByText(/You have been offline since/)).toBeVisible()
  await context.setOffline(false)
  await expect(dot).toHaveText('Live')
  await expect(page.getByText(/You have been offline since/)).toBeHidden()
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['en-GB', 'fr-FR']) {
    test(`the palette and the list of keys are accessible: ${colorScheme}, ${locale}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, locale })
      const page = await context.newPage()
      await signIn(page)
      await page.goto('/')
      await openPalette(page)
      await page.keyboard.type('moyo')
      await expect(page.getByRole('option', { name: /Tendai Moyo/ })).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('combobox')).toBeHidden()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
      await context.close()
    })
  }
}
