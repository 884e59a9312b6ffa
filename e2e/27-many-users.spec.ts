import { expect, test } from '@playwright/test'
import { actOn, createPeople, panelOf, rowOf, signIn } from './console.js'

test('many people change at once, with a count before, results after, and a way back', async ({ page }) => {
  await signIn(page)
  await createPeople(page, 'Bulkwise', ['Ada', 'Ben', 'Cleo'])
  await page.goto('/users?q=bulkwise')
  await page.getByRole('checkbox', { name: 'Choose Ada Bulkwise' }).click()
  await page.getByRole('checkbox', { name: 'Choose Cleo Bulkwise' }).click({ modifiers: ['Shift'] })
  const bar = page.getByRole('region', { name: 'Chosen people' })
  await expect(bar.getByText('3 people chosen')).toBeVisible()
  await bar.getByRole('button', { name: 'Do with them' }).click()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the role of the chosen people' })
  await dialog.getByLabel('New role').selectOption('nurse')
  await dialog.getByRole('button', { name: 'Change the role of 3 people' }).click()
  const run = panelOf(page, 'Change role to Nurse')
  await expect(run.getByText('Done')).toBeVisible()
  await expect(run.getByRole('cell', { name: 'Ada Bulkwise' })).toBeVisible()
  await page.reload()
  await expect(run.getByText('3 / 3').or(run.getByText('3 of 3')).first()).toBeVisible()
  await run.getByRole('button', { name: 'Undo for 3 people' }).click()
  await expect(panelOf(page, 'Undo: Change role to Nurse').getByText('Done')).toBeVisible()
  await page.goto('/users?q=bulkwise')
  await expect(page.getByRole('cell', { name: 'Staff' })).toHaveCount(3)
})

test('a deed is taken back from its toast, and after the page was closed from the recent actions', async ({ page }) => {
  await signIn(page)
  await createPeople(page, 'Undone', ['Uma'])
  await page.goto('/users?q=uma.undone')
  for (const role of ['doctor', 'nurse']) {
    await actOn(page, 'Uma Undone', 'Change role')
    const dialog = page.getByRole('dialog', { name: 'Change the role of Uma Undone' })
    await dialog.getByLabel('Role').selectOption(role)
    await dialog.getByRole('button', { name: 'Change role' }).click()
    await expect(dialog).toBeHidden()
    if (role === 'doctor') {
      await page.getByRole('button', { name: 'Undo', exact: true }).click()
      await expect(rowOf(page, 'Uma Undone').getByRole('cell', { name: 'Staff' })).toBeVisible()
    }
  }
  const later = await page.context().newPage()
  await page.close()
  await later.goto('/users/recent')
  await later.getByRole('button', { name: 'Undo the change to Uma Undone' }).click()
  await expect(later.getByText('Uma Undone: taken back.')).toBeVisible()
  await later.goto('/users?q=uma.undone')
  await expect(rowOf(later, 'Uma Undone').getByRole('cell', { name: 'Staff' })).toBeVisible()
})

test('the export is what the list shows', async ({ page }) => {
  await signIn(page)
  await createPeople(page, 'Exported', ['Eva'])
  await page.goto('/users?q=eva.exported&cols=role,unit')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export', exact: true }).click(),
  ])
  const stream = await download.createReadStream()
  const text = Buffer.concat(await stream.toArray()).toString('utf8')
  expect(text.split('\n').filter(Boolean)).toHaveLength(2)
  expect(text).toContain('eva.exported@rollcall.test')
  expect(text).not.toContain('matricule')
})

test('exactly the people chosen are exported', async ({ page }) => {
  await signIn(page)
  await createPeople(page, 'Picked', ['Ann', 'Bob', 'Cid'])
  await page.goto('/users?q=picked&cols=role')
  await page.getByRole('checkbox', { name: 'Choose Ann Picked' }).click()
  await page.getByRole('checkbox', { name: 'Choose Cid Picked' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export them' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^users-[\d-]+\.csv$/)
  const text = Buffer.concat(await (await download.createReadStream()).toArray()).toString('utf8')
  expect(
    text
      .replace(/^\ufeff/, '')
      .split('\n')
      .filter(Boolean),
  ).toEqual([
    ...['firstName,lastName,email,role', 'Ann,Picked,ann.picked@rollcall.test,staff'],
    'Cid,Picked,cid.picked@rollcall.test,staff',
  ])
})
