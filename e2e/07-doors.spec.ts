import { expect, test } from '@playwright/test'
import { administrator, demoPassword, signIn } from './console.js'

test('without a session nothing is told, whatever header is sent', async ({ request }) => {
  const headers = { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }
  const page = await request.get('/users', { headers, maxRedirects: 0 })
  expect(await page.text()).not.toContain('rollcall.test"')
  const data = await request.get('/api/trpc/directory/users.list', { headers })
  expect(data.status()).toBe(401)
})

test('a mutation from a foreign or null origin, or by GET, is refused', async ({ page }) => {
  await signIn(page)
  for (const origin of ['https://elsewhere.example', 'null']) {
    const response = await page.request.post('/api/trpc/clinical/sync.reconcile', { data: {}, headers: { origin } })
    expect(response.status(), origin).toBe(403)
  }
  const byGet = await page.request.get('/api/trpc/clinical/sync.reconcile')
  expect(byGet.status()).toBe(405)
})

test('a session token opens every service, and only with the right audience', async ({ page }) => {
  await signIn(page, administrator, demoPassword())
  const answers = await Promise.all(
    ['directory/me.get', 'clinical/clinicians.list', 'chat/cache.stats'].map((path) =>
      page.request.get(`/api/trpc/${path}`),
    ),
  )
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200])
  const services = await page.request.get('/api/trpc/directory/directory.digest')
  expect(services.status()).toBe(403)
})
