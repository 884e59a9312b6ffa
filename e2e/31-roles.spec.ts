import { type Browser, expect, type Page, test } from '@playwright/test'
import { addUser, call, confirmAtOnce, enterAsNew, expectAccessible, origin, signIn } from './console.js'

const closed = (page: Page) => page.getByText('Your role does not open this')
const railOf = (page: Page) => page.getByRole('navigation', { name: 'Main navigation' }).getByRole('listitem')

/** Somebody of this role on a page of their own; `admin` stays signed in as the administrator. */
async function enterWith(admin: Page, browser: Browser, role: string, lastName: string): Promise<Page> {
  await signIn(admin)
  return enterAsNew(admin, browser, { firstName: 'Rolf', lastName, email: `rolf.${lastName}@rollcall.test`, role })
}

/** The rail holds just these, and every other page says that it is closed instead of failing. */
async function expectOpen(page: Page, open: string[]): Promise<void> {
  await page.goto('/')
  await expect(railOf(page)).toHaveText(open)
  await expectAccessible(page)
  const paths = ['Users', 'Appointments', 'Conversations', 'Sync', 'Cache', 'Audit', 'Platform']
  for (const name of paths.filter((path) => !open.includes(path))) {
    await page.goto(`/${name.toLowerCase()}`)
    await expect(closed(page), name).toBeVisible()
  }
}

/** When the desk books in these journeys, far from everyone else's appointments. */
const at = (time: string) => `2036-03-05T${time}:00Z`

async function book(page: Page, clinicianId: string, time: string, patientName: string): Promise<void> {
  await call(page, 'clinical/appointments.create', {
    ...{ clinicianId, patientName, reason: 'Check-up', durationMinutes: 30, timeZone: 'UTC' },
    startsAt: at(time),
  })
}

test('an operator keeps the road going, sees no address whole, and changes nobody', async ({
  page: admin,
  browser,
}) => {
  const page = await enterWith(admin, browser, 'operator', 'Roadkeeper')
  await expectOpen(page, ['Overview', 'Users', 'Sync', 'Cache', 'Settings'])
  await page.goto('/users?q=moyo')
  await expect(page.getByRole('row').filter({ hasText: 'Tendai Moyo' })).toContainText('•••@rollcall.test')
  await expect(page.getByRole('checkbox', { name: /^Choose/ })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Create a user' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Tendai Moyo' }).first().press('Enter')
  await expect(page).toHaveURL(/\/users\/[0-9a-f-]{36}/)
  await expect(page.getByText('The newest version has arrived everywhere.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^(Edit|Deactivate|Erase)/ })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Bring up to date' }).first()).toBeEnabled()

  await page.goto('/sync?tab=queues')
  const queue = page.getByRole('region', { name: 'Queue of Chat' })
  await queue.getByRole('button', { name: 'Pause Chat' }).click()
  await page.getByRole('dialog', { name: 'Pause Chat?' }).getByLabel('Reason').fill('Work on the cache')
  await page.keyboard.press('Enter')
  await expect(queue.getByText(/Rolf Roadkeeper/)).toBeVisible()
  await queue.getByRole('button', { name: 'Resume Chat' }).click()
  await confirmAtOnce(page, 'Resume Chat?')
  await expect(queue.getByRole('button', { name: 'Pause Chat' })).toBeVisible()
  await page.context().close()
})

test('a receptionist books and cancels, and opens nothing else', async ({ page: admin, browser }) => {
  const page = await enterWith(admin, browser, 'receptionist', 'Frontdesk')
  const clinician = await addUser(admin, { firstName: 'Desk', lastName: 'Booked', email: 'desk.booked@rollcall.test' })
  await expectOpen(page, ['Overview', 'Appointments', 'Settings'])
  await page.goto('/appointments')
  await page.getByRole('link', { name: 'Book an appointment' }).click()
  await page.getByLabel('Patient').fill('Petra Frontdesk')
  await page.getByRole('combobox', { name: 'Clinician' }).fill('desk booked')
  await page.getByRole('option', { name: /Desk Booked/ }).click()
  await page.getByLabel('Date').fill(at('09:00').slice(0, 10))
  await page.getByText('09:00', { exact: true }).click()
  await page.getByLabel('Reason').fill('Check-up')
  await page.getByRole('button', { name: 'Book the appointment' }).click()
  await expect(page.getByText(/Petra Frontdesk sees Desk Booked/)).toBeVisible()

  await page.goto(`/appointments?view=day&day=${at('09:00').slice(0, 10)}&clinician=${clinician.id}`)
  await page.getByRole('button', { name: /Petra Frontdesk, Check-up/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the appointment' }).click()
  await expect(page.getByRole('dialog', { name: 'Cancel the appointment of Petra Frontdesk?' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Petra Frontdesk/ })).toBeHidden()
  await page.context().close()
})

test('a viewer sees what goes on, and finds nothing to press that would change it', async ({
  page: admin,
  browser,
}) => {
  const page = await enterWith(admin, browser, 'viewer', 'Onlooker')
  await expectOpen(page, ['Overview', 'Users', 'Appointments', 'Sync', 'Cache', 'Settings'])
  const deeds =
    /^(Create|Import|Pause|Resume|Retry|Discard|Compare|Repair|Replay|Start|Prewarm|Book|Cancel|Reassign|Edit)(?=\s|$)/
  const places = ['/users', '/users?q=moyo', '/appointments', '/appointments?view=list', '/sync?tab=queues']
  for (const path of [...places, '/sync?tab=reconcile', '/sync?tab=replay', '/cache?tab=prewarm']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0)
    await expect(page.getByRole('main').getByRole('button', { name: deeds }), path).toHaveCount(0)
    await expect(page.getByRole('main').getByRole('link', { name: deeds }), path).toHaveCount(0)
  }
  const refused = await page.request.post('/api/trpc/directory/users.create', {
    data: { firstName: 'Not', lastName: 'Allowed', email: 'not.allowed@rollcall.test', role: 'doctor' },
    headers: { origin },
  })
  expect(refused.status()).toBe(403)
  await page.context().close()
})

test('a doctor has their own appointments and conversations, and nobody else’s', async ({ page: admin, browser }) => {
  const page = await enterWith(admin, browser, 'doctor', 'Ownlist')
  const { user } = await (await page.request.get('/api/trpc/directory/me.get')).json().then(({ result }) => result.data)
  const other = await addUser(admin, { firstName: 'Other', lastName: 'Doctor', email: 'other.doctor@rollcall.test' })
  await expect(async () => {
    await book(admin, user.id, '10:00', 'Mine Tosee')
    await book(admin, other.id, '10:00', 'Theirs Tosee')
  }).toPass()
  await expectOpen(page, ['Overview', 'Appointments', 'Conversations', 'Settings'])
  await page.goto('/')
  await expect(page.getByText('Mine Tosee')).toBeVisible()
  await page.goto(`/appointments?day=${at('10:00').slice(0, 10)}`)
  await expect(page.getByRole('button', { name: /Mine Tosee/ })).toBeVisible()
  await expect(page.getByText('Theirs Tosee')).toHaveCount(0)
  await page.goto(`/appointments?day=${at('10:00').slice(0, 10)}&clinician=${other.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Appointments' })).toBeVisible()
  await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0)
  await expect(page.getByText('Theirs Tosee')).toHaveCount(0)
  await page.goto('/conversations')
  await expect(page.getByText('No conversations yet')).toBeVisible()
  await page.context().close()
})

test('staff have their conversations and their settings', async ({ page: admin, browser }) => {
  const page = await enterWith(admin, browser, 'staff', 'Backoffice')
  await expectOpen(page, ['Overview', 'Conversations', 'Settings'])
  await page.context().close()
})

test('an administrator opens every page', async ({ page }) => {
  await signIn(page)
  await page.goto('/')
  await expect(railOf(page)).toHaveText([
    ...['Overview', 'Users', 'Appointments', 'Conversations', 'Sync', 'Cache', 'Audit', 'Organisations', 'Settings'],
  ])
})
