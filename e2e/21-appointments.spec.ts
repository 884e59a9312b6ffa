import { expect, type Locator, type Page, test } from '@playwright/test'
import { actOn, addUser, call, expectAccessible, runSql, signIn } from './console.js'

/** A Wednesday far enough ahead that no other journey books there; the year of each test's own. */
const wednesday = (year: number) => {
  const day = new Date(Date.UTC(year, 4, 1))
  while (day.getUTCDay() !== 3) day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

const idOf = async (page: Page, search: string): Promise<string> => {
  const input = encodeURIComponent(JSON.stringify({ search }))
  const found = async () => {
    const answer = await page.request.get(`/api/trpc/clinical/clinicians.list?input=${input}`)
    return (await answer.json()).result.data.items[0]?.id
  }
  await expect.poll(found).toBeTruthy()
  return await found()
}

/** Books as the form does, for a patient of the day's number. */
async function book(page: Page, clinicianId: string, day: string, time: string, patientName: string): Promise<void> {
  await call(page, 'clinical/appointments.create', {
    ...{ clinicianId, patientName, reason: 'Check-up', durationMinutes: 30, timeZone: 'UTC' },
    startsAt: `${day}T${time}:00Z`,
  })
}

async function deactivate(page: Page, name: string): Promise<void> {
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await actOn(page, name, 'Deactivate')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/future appointments? will need another clinician/)).toBeVisible()
  await dialog.getByRole('button', { name: `Deactivate ${name}` }).click()
  await expect(page.getByText(`${name} is inactive.`)).toBeVisible()
}

/** Presses Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeAttached()
  const isThere = target.and(page.locator(':focus'))
  for (let presses = 0; presses < 25 && (await isThere.count()) === 0; presses++) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}

test.use({ timezoneId: 'UTC' })

test('day, week and list show the same appointment; the address restores each, and Back leads through them', async ({
  page,
}) => {
  await signIn(page)
  await addUser(page, { firstName: 'Calendar', lastName: 'Shown', email: 'calendar.shown@rollcall.test' })
  const id = await idOf(page, 'Calendar Shown')
  const day = wednesday(2031)
  await book(page, id, day, '09:00', 'Paula Calendar')
  await page.goto(`/appointments?day=${day}&clinician=${id}`)
  const entry = page.getByRole('button', { name: /Paula Calendar, Check-up/ })
  await expect(entry).toBeVisible()
  await expect(entry).toHaveAttribute('title', new RegExp(`^${day} 09:00:00.000 UTC$`))
  await expectAccessible(page)

  await page.getByRole('radiogroup', { name: 'View' }).getByText('Week').click()
  await expect(page).toHaveURL(/view=week/)
  await expect(entry).toBeVisible()
  await expect(page.getByRole('list', { name: /Wednesday.*1 appointment/ })).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await expect(entry).toBeVisible()
  await page.getByRole('button', { name: 'Next week' }).click()
  await expect(entry).toBeHidden()
  await page.goBack()
  await expect(entry).toBeVisible()

  await entry.click()
  const dialog = page.getByRole('dialog', { name: 'Appointment of Paula Calendar' })
  await expect(dialog.getByText('Calendar Shown')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('radiogroup', { name: 'View' }).getByText('List').click()
  await expect(page.getByRole('cell', { name: 'Paula Calendar', exact: true })).toBeVisible()
  await expectAccessible(page)
})

test('a free time of the calendar leads to the form with clinician, day and time, and never the patient', async ({
  page,
}) => {
  await signIn(page)
  await addUser(page, { firstName: 'Slot', lastName: 'Leader', email: 'slot.leader@rollcall.test' })
  const id = await idOf(page, 'Slot Leader')
  const day = wednesday(2032)
  await page.goto(`/appointments?view=day&day=${day}&clinician=${id}`)
  const slots = page.getByRole('link', { name: /^Book Slot Leader on/ })
  await expect(slots.first()).toBeVisible()
  // One stop of the Tab key; arrows go on from there.
  await slots.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(slots.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/appointments/new\\?clinician=${id}&day=${day}&time=`))
  await expect(page.getByRole('combobox', { name: 'Clinician' })).toHaveValue('Slot Leader')
  await expect(page.getByLabel('Date')).toHaveValue(day)
})

test('an appointment is booked by keyboard alone, and what is typed survives a reload', async ({ page }) => {
  await signIn(page)
  await addUser(page, { firstName: 'Keyboard', lastName: 'Only', email: 'keyboard.only@rollcall.test' })
  await idOf(page, 'Keyboard Only')
  // The same in every order of day and month, which is the browser's to choose.
  const day = '2033-05-05'
  await page.goto('/appointments')
  // Drawn in the browser alone: the page listens to keys by then.
  await expect(page.getByRole('region', { name: 'Clinicians' }).getByRole('list').first()).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByLabel('Patient')).toBeFocused()
  await page.keyboard.type('Kuda Keyboard')
  await page.keyboard.press('Tab')
  await page.keyboard.type('keyboard only')
  await expect(page.getByRole('option', { name: /Keyboard Only/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Clinician' })).toHaveValue('Keyboard Only')
  await tabTo(page, page.getByLabel('Date'))
  await page.keyboard.type('05052033')
  await expect(page.getByLabel('Date')).toHaveValue(day)

  await page.reload()
  await expect(page.getByText('What you had typed is here again.')).toBeVisible()
  await expect(page.getByLabel('Patient')).toHaveValue('Kuda Keyboard')
  await expect(page.getByRole('combobox', { name: 'Clinician' })).toHaveValue('Keyboard Only')
  await expect(page.getByLabel('Date')).toHaveValue(day)

  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await expect(page.getByRole('radio').first()).toBeChecked()
  await tabTo(page, page.getByLabel('Reason'))
  await page.keyboard.type('Check-up')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Kuda Keyboard sees Keyboard Only/)).toBeVisible()
  await expect(page.getByLabel('Patient')).toBeFocused()
  expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain('Kuda')
})

test('a time that the clocks skip is explained at once', async ({ page }) => {
  await signIn(page)
  await page.goto('/appointments/new')
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Paris')
  await page.getByRole('option', { name: 'Europe/Paris' }).click()
  await page.getByLabel('Date').fill('2027-03-28')
  await page.locator('[data-field="time"]').fill('02:30')
  await expect(page.getByText('it does not exist. The next time that exists is 03:00.')).toBeVisible()
})

test('when a clinician leaves, all their appointments go to others at once, or are taken back when one can’t', async ({
  page,
}) => {
  await signIn(page)
  await addUser(page, { firstName: 'Leaves', lastName: 'Soon', email: 'leaves.soon@rollcall.test' })
  await addUser(page, { firstName: 'Takes', lastName: 'Over', email: 'takes.over@rollcall.test' })
  const [leaver, helper] = [await idOf(page, 'Leaves Soon'), await idOf(page, 'Takes Over')]
  const day = wednesday(2034)
  for (const [time, patient] of [
    ['09:00', 'First Of Three'],
    ['10:00', 'Second Of Three'],
    ['11:00', 'Third Of Three'],
  ] as const)
    await book(page, leaver, day, time, patient)
  await book(page, helper, day, '11:00', 'In The Way')
  await deactivate(page, 'Leaves Soon')

  await page.goto('/appointments')
  await expect(page.getByText(/future appointments? needs? another clinician/)).toBeVisible()
  await page.getByRole('link', { name: 'Find someone for each' }).click()
  await page.getByRole('link', { name: 'Reassign the appointments of Leaves Soon' }).click()
  await expect(page.getByRole('heading', { name: 'Appointments of Leaves Soon' })).toBeVisible()
  await expect(page.getByText('First Of Three')).toBeVisible()
  await expectAccessible(page)

  const reassignAll = async (mode: RegExp) => {
    await page.getByRole('button', { name: 'Reassign all 3' }).click()
    const dialog = page.getByRole('dialog', { name: /Reassign all 3 appointments of Leaves Soon/ })
    await dialog.getByLabel('All to one clinician').check()
    await dialog.getByRole('combobox', { name: 'Clinician' }).fill('Takes Over')
    await page.getByRole('option', { name: /Takes Over/ }).click()
    await dialog.getByLabel(mode).check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Reassign 3 appointments' }).click()
    await expect(dialog).toBeHidden()
  }
  await reassignAll(/all or nothing/)
  const report = page.getByRole('region', { name: 'Report' })
  await expect(page.getByRole('status').filter({ hasText: 'Everything is as it was.' })).toBeVisible()
  await expect(report.getByText('Taken back')).toHaveCount(2)
  await expect(report.getByText('the clinician has another appointment then')).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('button', { name: 'Reassign all 3' })).toBeVisible()

  await reassignAll(/Move the others/)
  await expect(page.getByRole('status').filter({ hasText: '2 have moved, 1 has not' })).toBeVisible()
  await page.reload()
  await expect(report.getByText('Moved', { exact: true })).toHaveCount(2)

  // The one that is left goes to whoever is free.
  await page.getByRole('button', { name: /^Give to .*Third Of Three/ }).click()
  await expect(page.getByRole('status').filter({ hasText: '1 has moved' })).toBeVisible()
  await page.goto(`/appointments?view=day&day=${day}&clinician=${helper}`)
  await page.getByRole('button', { name: /First Of Three/ }).click()
  await expect(page.getByRole('dialog').getByText(/gave it from Leaves Soon to Takes Over/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/Leaves Soon has left/)).toBeHidden()
})

test.afterAll(async () => {
  // Whoever was made here leaves no column in the calendars, and no name in the form, of other journeys.
  const own = ['calendar.shown', 'slot.leader', 'keyboard.only', 'takes.over', 'leaves.soon']
  const emails = own.map((name) => `${name}@rollcall.test`)
  await runSql(
    'user',
    `UPDATE appointment SET cancelled_at = now() WHERE cancelled_at IS NULL
       AND clinician_id IN (SELECT id FROM directory_user WHERE email = ANY($1))`,
    [emails],
  )
  await runSql('auth', `UPDATE "user" SET role = 'staff' WHERE email = ANY($1)`, [emails])
})
