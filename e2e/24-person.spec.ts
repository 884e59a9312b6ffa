import { expect, type Page, test } from '@playwright/test'
import { addUser, call, confirmAtOnce, expectAccessible, type Person, signIn, signInByForm } from './console.js'

async function addPerson(page: Page, firstName: string, lastName: string, role = 'nurse'): Promise<Person> {
  const email = `person.${crypto.randomUUID()}@rollcall.test`
  return addUser(page, { email, firstName, lastName, role })
}

const expectNoOverflow = async (page: Page) =>
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)

test('a section is edited in its place, a mistake is named at its field, and two people’s values stand side by side', async ({
  page,
}) => {
  await signIn(page)
  const { id } = await addPerson(page, 'Placed', 'Within')
  await page.goto(`/users/${id}`)
  const pencil = page.getByRole('button', { name: 'Edit: Role and unit' })
  await pencil.click()
  const form = page.getByRole('form', { name: 'Role and unit' })
  await expect(form.getByLabel('Role')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(pencil).toBeFocused()

  await page.getByRole('button', { name: 'Edit: Name and contact' }).click()
  const contact = page.getByRole('form', { name: 'Name and contact' })
  await contact.getByLabel('Country').selectOption('ZW')
  await contact.getByLabel('Phone').fill('07')
  await contact.getByRole('button', { name: 'Save' }).click()
  await expect(contact.getByText('Phone: this is not a number of the country beside it')).toBeVisible()
  await expectAccessible(page)
  await contact.getByLabel('Phone').fill('077 123 4567')
  await contact.getByLabel('Last name').fill('Mine')
  await call(page, 'directory/users.update', { id, expectedVersion: 1, changes: { lastName: 'Theirs' } })
  await contact.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: /Someone else has changed/ })
  await expect(dialog.getByText('Theirs', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Use all mine' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Placed Mine' })).toBeVisible()

  const matrix = page.getByRole('table', { name: 'Version in each service' })
  await expect(matrix.getByRole('row', { name: /^Directory v3/ })).toBeVisible()
  await expect(matrix.getByRole('row', { name: /^Clinical v3 In sync/ })).toBeVisible()
  const newest = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Changed' }).first()
  await expect(newest).toContainText('Theirs')
  await expect(newest).toContainText('Mine')
})

test('what is written in its place is not lost unasked: by Cancel, by a link, or by the palette', async ({ page }) => {
  await signIn(page)
  const { id } = await addPerson(page, 'Kept', 'Words')
  await page.goto(`/users/${id}`)
  const form = page.getByRole('form', { name: 'Role and unit' })
  const question = page.getByRole('dialog', { name: 'Leave without saving?' })
  const keep = async () => {
    await question.getByRole('button', { name: 'Keep writing' }).click()
    await expect(question).toBeHidden()
    await expect(form.getByLabel('Matricule')).toHaveValue('M-1')
  }
  const pickAudit = async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search pages, people and actions' }).fill('audit')
    await page.getByRole('option', { name: 'Audit', exact: true }).click()
  }
  await page.getByRole('button', { name: 'Edit: Role and unit' }).click()
  await form.getByLabel('Matricule').fill('M-1')
  await form.getByRole('button', { name: 'Cancel' }).click()
  await keep()
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click()
  await keep()
  await pickAudit()
  await keep()
  await expect(page).toHaveURL(new RegExp(id))
  await pickAudit()
  await question.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page).toHaveURL(/\/audit/)
})

test('a history is told by kind and by who in the address, page by page, and one change can be linked to', async ({
  page,
}) => {
  await signIn(page)
  const { id } = await addPerson(page, 'Often', 'Altered')
  for (let version = 1; version <= 22; version++)
    await call(page, 'directory/users.setRole', { id, role: version % 2 ? 'doctor' : 'nurse' })
  await page.goto(`/users/${id}`)
  const main = page.getByRole('main')
  await expect(main.getByText('20 of 23 shown')).toBeVisible()
  await main.getByRole('button', { name: 'Show older' }).click()
  await expect(main.getByText('23 of 23 shown')).toBeVisible()

  await page.getByRole('combobox', { name: 'What happened' }).click()
  await page.getByRole('option', { name: 'Created' }).click()
  await expect(page).toHaveURL(/kind=user.created/)
  await expect(main.getByText('1 of 1 shown')).toBeVisible()
  await page.getByRole('combobox', { name: 'Who did it' }).click()
  await page.getByRole('option', { name: 'Farai Ncube (23)' }).click()
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'What happened' })).toHaveValue('Created')
  await expect(page.getByRole('combobox', { name: 'Who did it' })).toHaveValue('Farai Ncube (23)')

  await main.getByRole('link', { name: 'link to this change' }).click()
  await expect(page).toHaveURL(/\?event=[0-9a-f-]{36}$/)
  await expect(main.getByText('Handed to the bus').first()).toBeVisible()
  await expectAccessible(page)
})

test('a session of somebody is ended, and they are signed out at their next step', async ({ page, browser }) => {
  test.slow()
  await signIn(page)
  const email = `signed.elsewhere.${crypto.randomUUID()}@rollcall.test`
  const { id } = await addUser(page, { firstName: 'Signed', lastName: 'Elsewhere', email, role: 'viewer' })
  await page.goto(`/users/${id}?tab=sessions`)
  await expect(page.getByText('This person is not signed in anywhere.')).toBeVisible()
  const issued = await call<{ temporaryPassword: string }>(page, 'directory/users.issueTemporaryPassword', { id })
  const visitor = await (await browser.newContext()).newPage()
  await signInByForm(visitor, email, issued.temporaryPassword)
  await visitor.waitForURL(/change-password/)

  await page.reload()
  await expect(page.getByText('Chrome on Linux', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'End all sessions' }).click()
  const dialog = page.getByRole('dialog', { name: 'End all sessions of Signed Elsewhere?' })
  await dialog.getByRole('button', { name: 'Sign Signed Elsewhere out everywhere' }).click()
  await expect(page.getByText('1 session is ended.')).toBeVisible()
  await expect(page.getByText('This person is not signed in anywhere.')).toBeVisible()
  await visitor.goto('/settings')
  await visitor.waitForURL(/sign-in/)
  await visitor.context().close()
})

test('a clinician’s next appointments stand on their page; once they have left, who needs another does', async ({
  page,
}) => {
  await signIn(page)
  const { id } = await addPerson(page, 'Soon', 'Absent', 'doctor')
  await page.goto(`/users/${id}?tab=appointments`)
  await expect(page.getByText('The newest version has arrived everywhere.').first()).toBeVisible()
  await expect(page.getByText('No appointment is coming.')).toBeVisible()
  await call(page, 'clinical/appointments.create', {
    ...{ clinicianId: id, patientName: 'Nomsa Waiting', reason: 'Check-up', durationMinutes: 30, timeZone: 'UTC' },
    startsAt: new Date(Date.now() + 40 * 86_400_000).toISOString(),
  })
  await page.reload()
  await expect(page.getByText('Nomsa Waiting')).toBeVisible()
  await expectAccessible(page)
  await call(page, 'directory/users.deactivate', { id })
  await expect(page.getByText('1 coming appointment needs another clinician.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Give them to others' })).toHaveAttribute(
    'href',
    `/appointments?clinician=${id}`,
  )
})

test('what the cache holds of somebody is looked at and forgotten from their page', async ({ page }) => {
  await signIn(page)
  const { id } = await addPerson(page, 'Kept', 'Nearby')
  await page.goto(`/users/${id}`)
  await expect(page.getByText('The newest version has arrived everywhere.').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Cache' }).click()
  await expect(page).toHaveURL(/tab=cache/)
  await expect(page.getByRole('list', { name: 'What each tier holds' }).getByRole('listitem')).toHaveCount(4)
  await expectAccessible(page)
  const invalidate = page.getByRole('button', { name: 'Invalidate', exact: true })
  if (await invalidate.isVisible()) {
    await invalidate.click()
    await confirmAtOnce(page, 'Invalidate the profile of Kept Nearby?')
  }
  await expect(page.getByText(/^A read now would return version 1, from the directory\.$/)).toBeVisible()
})

const names: [string, string][] = [
  ['Ω', '-'],
  ['عبد الرحمن', 'بن خلدون الحضرمي'],
  ['👩🏽‍⚕️ Zoé', '🇿🇼🇨🇲'],
  ['María José de los', 'Ángeles García Márquez'],
  ['W'.repeat(100), 'Llanfairpwllgwyngyll '.repeat(4).trim()],
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no name breaks the page, on a phone, in French, ${colorScheme}`, async ({ page, browser }) => {
    test.slow()
    await signIn(page)
    const people = []
    for (const [firstName, lastName] of names) people.push(await addPerson(page, firstName, lastName))
    const context = await browser.newContext({
      ...{ viewport: { width: 390, height: 844 }, colorScheme, locale: 'fr-FR', reducedMotion: 'reduce' },
      storageState: await page.context().storageState(),
    })
    const phone = await context.newPage()
    for (const [index, { id }] of people.entries()) {
      await phone.goto(`/users/${id}`)
      await expect(phone.getByRole('heading', { level: 1 })).toContainText(names[index]?.[1] ?? '')
      await expect(phone.getByText('Création').first()).toBeVisible()
      await expectNoOverflow(phone)
      await expectAccessible(phone)
    }
    await context.close()
  })
}
