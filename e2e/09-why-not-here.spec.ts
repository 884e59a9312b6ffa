import { expect, type Page, test } from '@playwright/test'
import { actOn, addUser, call, confirmAtOnce, expectAccessible, signIn } from './console.js'

/** Pauses or resumes what arrives at Clinical, as the Sync page does. */
async function setPaused(page: Page, paused: boolean): Promise<void> {
  await call(page, `directory/sync.${paused ? 'pause' : 'resume'}`, { subscriber: 'clinical', reason: 'A journey' })
}

test('whoever is missing in the form is found with the reason, brought back there, and chosen', async ({ page }) => {
  await signIn(page)
  await addUser(page, { firstName: 'Absent', lastName: 'Today', email: 'absent.today@rollcall.test' })
  await page.goto('/users?q=absent.today')
  await actOn(page, 'Absent Today', 'Deactivate')
  await page.getByRole('button', { name: 'Deactivate Absent Today' }).click()
  await expect(page.getByText('Absent Today is inactive.')).toBeVisible()

  await page.goto('/appointments/new')
  await page.getByRole('combobox', { name: 'Clinician' }).fill('Absent Today')
  await expect(page.getByText('Nobody by this name can be booked')).toBeVisible()
  await page.getByRole('button', { name: 'Find out why.' }).click()
  const why = page.getByRole('dialog', { name: 'Why isn’t this person listed?' })
  await expect(why.getByLabel('Name of the person')).toHaveValue('Absent Today')
  await expect(why.getByText('Absent Today has been deactivated')).toBeVisible()
  await expectAccessible(page)
  await why.getByRole('button', { name: 'Activate Absent Today' }).click()
  const confirmation = page.getByRole('dialog', { name: 'Activate Absent Today?' })
  await confirmation.getByRole('button', { name: 'Activate Absent Today' }).click()
  await why.getByRole('button', { name: 'Choose Absent Today' }).click()
  await expect(page.getByRole('combobox', { name: 'Clinician' })).toHaveValue('Absent Today')
})

test('a name that nobody has is answered as that, with the first step', async ({ page }) => {
  await signIn(page)
  await page.goto('/appointments/new')
  await page.getByRole('button', { name: 'Find out why.' }).click()
  await page.getByLabel('Name of the person').fill('Zzyzx')
  await expect(page.getByText('Nobody in the directory is called “Zzyzx”')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Add a person' })).toBeVisible()
})

test('while Clinical is paused a person’s page says why and where to resume; then the change’s trip is drawn', async ({
  page,
}) => {
  await signIn(page)
  await setPaused(page, true)
  try {
    await addUser(page, { firstName: 'Waits', lastName: 'Outside', email: 'waits.outside@rollcall.test' })
    await page.goto('/users?q=waits.outside')
    await expect(page.getByText('Clinical Paused').first()).toBeVisible()
    await page.getByRole('link', { name: 'Waits Outside' }).click()
    const main = page.getByRole('main')
    await expect(main.getByText('Someone has paused Clinical')).toBeVisible()
    await expect(main.getByRole('link', { name: 'Go to the queue to resume it' })).toHaveAttribute(
      'href',
      '/sync?tab=queues',
    )
  } finally {
    await setPaused(page, false)
  }
  await expect(page.getByText('The newest version has arrived everywhere.').first()).toBeVisible()
  await page.getByRole('button', { name: 'How it travelled' }).first().click()
  await expect(page).toHaveURL(/event=/)
  await expect(page.getByText('Handed to the bus').first()).toBeVisible()
  await expect(page.getByText('Received').first()).toBeVisible()
  await expectAccessible(page)
  await page.reload()
  await expect(page.getByText('Handed to the bus').first()).toBeVisible()
  await page.getByRole('button', { name: 'Bring up to date' }).first().click()
  await confirmAtOnce(page, 'Bring Waits Outside up to date?')
  await expect(page.getByText('Clinical: nothing to mend, all is as in the directory.')).toBeVisible()
})
