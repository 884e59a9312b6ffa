import { expect, test } from '@playwright/test'
import { addUser, confirmAtOnce, readStack, signIn } from './console.js'

test('the Sync page shows what waits while a worker is stopped, and nothing once it goes on', async ({ context }) => {
  const sync = await context.newPage()
  await signIn(sync)
  await sync.goto('/sync')
  const clinical = sync.getByRole('region', { name: 'Clinical' })
  await expect(clinical.getByText('In sync')).toBeVisible()

  const { userService } = await readStack()
  process.kill(userService.pid, 'SIGSTOP')
  try {
    const desk = await context.newPage()
    await addUser(desk, { firstName: 'Waits', lastName: 'Here', email: 'waits.here@rollcall.test', role: 'nurse' })
    await desk.close()
    await expect(clinical.getByText(/^1 waiting|1 active|[1-9]\d* waiting/)).toBeVisible({ timeout: 20_000 })
    await expect(clinical.getByText(/Unreachable|Late/).first()).toBeVisible({ timeout: 30_000 })
  } finally {
    process.kill(userService.pid, 'SIGCONT')
  }
  await expect(clinical.getByText('In sync')).toBeVisible({ timeout: 45_000 })
  await expect(clinical.getByText('empty')).toBeVisible()
})

test('a reconcile is started by hand and says what it found', async ({ page }) => {
  await signIn(page)
  await page.goto('/sync?tab=reconcile')
  await page.getByRole('button', { name: 'Reconcile Clinical now' }).click()
  await confirmAtOnce(page, 'Reconcile Clinical?')
  const report = page.getByRole('region', { name: 'Reconcile of Clinical' })
  await expect(report.getByText('Done')).toBeVisible({ timeout: 20_000 })
  await expect(report.getByText('Clinical is equal to the directory')).toBeVisible()
  await expect(
    page
      .getByRole('region', { name: 'Runs' })
      .getByText(/by Farai Ncube/)
      .first(),
  ).toBeVisible()
})
