import { expect, test } from '@playwright/test'
import { actOn, createUser, openClinicians, signIn } from './console.js'

test('the appointment form lists exactly the six doctors of the demo', async ({ page }) => {
  await signIn(page)
  const options = await openClinicians(page)
  await expect(options).toHaveCount(6)
})

test('a doctor created in one tab appears in the form of another, changes there, and leaves it', async ({
  context,
}) => {
  const form = await context.newPage()
  await signIn(form)
  const options = await openClinicians(form)
  await expect(options).toHaveCount(6)

  const desk = await context.newPage()
  await createUser(desk, { firstName: 'Chipo', lastName: 'Arrival', email: 'chipo.arrival@rollcall.test' })
  await expect(options.filter({ hasText: 'Chipo Arrival' })).toHaveCount(1)
  await expect(options).toHaveCount(7)

  await desk.goto('/users?q=chipo.arrival')
  await actOn(desk, 'Chipo Arrival', 'Edit')
  await desk.getByLabel('Last name').fill('Renamed')
  await desk.getByRole('button', { name: 'Save' }).click()
  await expect(options.filter({ hasText: 'Chipo Renamed' })).toHaveCount(1)
  await expect(options.filter({ hasText: 'Chipo Arrival' })).toHaveCount(0)

  // What was saved opens beside the list, with actions of its own.
  await expect(desk.getByRole('region', { name: 'Chipo Renamed' })).toBeVisible()
  await actOn(desk, 'Chipo Renamed', 'Deactivate')
  await desk.getByRole('button', { name: 'Deactivate Chipo Renamed' }).click()
  await expect(options.filter({ hasText: 'Chipo Renamed' })).toHaveCount(0)
  await expect(options).toHaveCount(6)
})
