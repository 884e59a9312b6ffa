import { expect, type Page, test } from '@playwright/test'
import { addUser, confirmAtOnce, runSql, signIn } from './console.js'

const rule = 'journey_refuses_check'

/** What the road says of a person, on their own page. */
async function expectArrivedEverywhere(page: Page, name: string): Promise<void> {
  await page.goto(`/users?q=${encodeURIComponent(name)}`)
  await page.getByRole('link', { name }).click()
  await expect(page.getByText('The newest version has arrived everywhere.').first()).toBeVisible()
}

test('a change that Clinical refuses is parked with its cause, and arrives once it is tried again', async ({
  page,
}) => {
  await signIn(page)
  await runSql('user', `ALTER TABLE directory_user ADD CONSTRAINT ${rule} CHECK (last_name <> 'Refused')`)
  try {
    await addUser(page, { firstName: 'Ever', lastName: 'Refused', email: 'ever.refused@rollcall.test' })
    await page.goto('/sync?tab=parked&service=clinical&q=Ever%20Refused')
    const letter = page.getByRole('article', { name: 'Ever Refused' })
    await expect(letter.getByText(`a rule of its database does not allow it (${rule})`)).toBeVisible()
    // By themselves the attempts are used up after more than a minute.
    await runSql('user', `UPDATE parked_event SET state = 'parked', next_attempt_at = NULL WHERE full_name = $1`, [
      'Ever Refused',
    ])
    await expect(letter.getByText('Parked')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('tab', { name: /^Parked/ })).toContainText(/\d+ events? wait/)
  } finally {
    await runSql('user', `ALTER TABLE directory_user DROP CONSTRAINT ${rule}`)
  }
  await page.getByRole('button', { name: 'Try the change to Ever Refused again' }).click()
  await confirmAtOnce(page, 'Try it again?')
  await expect(page.getByText('No parked event matches')).toBeVisible()
  await expectArrivedEverywhere(page, 'Ever Refused')
})

test('a paused queue says who paused it and why, keeps what comes, and goes on when it is resumed', async ({
  page,
  context,
}) => {
  await signIn(page)
  await page.goto('/sync?tab=queues')
  const queue = page.getByRole('region', { name: 'Queue of Clinical' })
  await queue.getByRole('button', { name: 'Pause Clinical' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pause Clinical?' })
  await dialog.getByRole('button', { name: 'Pause Clinical' }).click()
  await expect(dialog.getByText('Say why, so that others understand.')).toBeVisible()
  await dialog.getByLabel('Reason').fill('A journey')
  await dialog.getByRole('button', { name: 'Pause Clinical' }).click()
  try {
    await expect(queue.getByText('Paused by Farai Ncube')).toBeVisible()
    await expect(queue.getByText('“A journey”')).toBeVisible()
    const desk = await context.newPage()
    await addUser(desk, { firstName: 'Queues', lastName: 'Up', email: 'queues.up@rollcall.test' })
    await desk.close()
    await expect(queue.getByText(/^1 message waits/)).toBeVisible()
    await page.reload()
    await expect(queue.getByText('“A journey”')).toBeVisible()
  } finally {
    await queue.getByRole('button', { name: 'Resume Clinical' }).click()
    await confirmAtOnce(page, 'Resume Clinical?')
  }
  await expect(queue.getByText('Nothing waits.')).toBeVisible()
  await expectArrivedEverywhere(page, 'Queues Up')
})

test('a preview names who was tampered with, by field, and the repair puts them right', async ({ page }) => {
  await signIn(page)
  await addUser(page, { firstName: 'Quietly', lastName: 'Altered', email: 'quietly.altered@rollcall.test' })
  await expectArrivedEverywhere(page, 'Quietly Altered')
  await page.goto('/sync?tab=reconcile')
  const preview = page.getByRole('button', { name: 'Preview the reconcile of Clinical' })
  await expect(preview).toBeEnabled()
  const altered = await runSql('user', `UPDATE directory_user SET role = 'nurse' WHERE email = $1`, [
    'quietly.altered@rollcall.test',
  ])
  expect(altered).toBe(1)
  await preview.click()
  await confirmAtOnce(page, 'Preview the reconcile of Clinical?')
  const report = page.getByRole('region', { name: 'Preview of Clinical' })
  await expect(report.getByText('Other content', { exact: true })).toBeVisible()
  await expect(report.getByRole('row', { name: 'Role Nurse Doctor' })).toBeVisible()
  await page.reload()
  await report.getByRole('button', { name: 'Put this person right in Clinical' }).click()
  await confirmAtOnce(page, 'Reconcile Clinical?')
  const repair = page.getByRole('region', { name: 'Reconcile of Clinical' })
  await expect(repair.getByText('Put right', { exact: true })).toBeVisible()
})

test('a mass deactivation is held for an administrator, who undoes it', async ({ page }) => {
  await signIn(page)
  for (const lastName of ['One', 'Two', 'Three']) {
    await addUser(page, { firstName: 'Held', lastName, email: `held.${lastName}@rollcall.test`, role: 'staff' })
  }
  await page.goto('/sync?tab=held')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await page.getByLabel('Share').fill('1')
  await page.getByLabel('People', { exact: true }).fill('2')
  await page.getByText('It acts too often').click()
  await page.getByRole('button', { name: 'Save' }).click()
  try {
    await expect(
      page.getByText(/More than 1% of your organisation’s active people and more than 2 people/),
    ).toBeVisible()
    await runSql('auth', `UPDATE "user" SET is_active = false WHERE email LIKE 'held.%@rollcall.test'`)
    const hold = page.getByRole('region', { name: 'Someone by SQL deactivated 3 people' })
    await expect(hold.getByRole('link', { name: 'Held Two' })).toBeVisible()
    await hold.getByRole('button', { name: 'Undo for 3 people' }).click()
    const dialog = page.getByRole('dialog', { name: 'Undo for all 3 people?' })
    await dialog.getByText('It was a mistake').click()
    await dialog.getByRole('button', { name: 'Undo for 3 people' }).click()
    await expect(page.getByText('3 people are as before.')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Decided' }).getByText('Undone').first()).toBeVisible()
  } finally {
    await runSql('auth', `UPDATE organisation SET brake_share = 0.2, brake_count = 10`)
  }
  await page.goto('/users?q=held.two')
  await expect(page.getByRole('row', { name: /Held Two/ }).getByText('Active', { exact: true })).toBeVisible()
})
