import { expect, type Page, test } from '@playwright/test'
import { origin, signIn } from './console.js'

const pages = ['/', '/users', '/users/new', '/appointments/new', '/conversations', '/sync', '/cache', '/settings']

/** What the browser says was blocked, from now on. */
function watchBlocked(page: Page): string[] {
  const blocked: string[] = []
  page.on('console', (message) => {
    if (/content security policy|refused to (apply|load|execute|connect)/i.test(message.text())) {
      blocked.push(`${new URL(page.url()).pathname}: ${message.text()}`)
    }
  })
  return blocked
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page's policy blocks nothing of ours, ${colorScheme}`, async ({ browser }) => {
    test.setTimeout(120_000)
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    const blocked = watchBlocked(page)
    const answer = await page.goto('/sign-in')
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toMatch(/style-src-elem 'self' 'nonce-[^']+';/)
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/)
    await signIn(page)
    for (const path of pages) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await page.waitForLoadState('networkidle').catch(() => {})
    }
    // Dialogs lock scrolling by a style element; moving on inside the page renders anew on the server.
    await page.goto('/users')
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.locator('body')).toHaveCSS('overflow', 'hidden')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.getByRole('link', { name: 'Settings' }).first().click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(blocked).toEqual([])
    await context.close()
  })
}

test('a style element that somebody slipped in does not count', async ({ page }) => {
  const blocked = watchBlocked(page)
  await page.goto('/sign-in')
  await page.evaluate(`
    const style = document.createElement('style')
    style.textContent = 'body { outline: 9px solid red }'
    document.head.append(style)`)
  await expect(page.locator('body')).not.toHaveCSS('outline-width', '9px')
  await expect.poll(() => blocked.length).toBeGreaterThan(0)
})

test('forms, foreign origins and large bodies are refused before anything is done', async ({ page }) => {
  await signIn(page)
  for (const path of ['/api/trpc/clinical/sync.reconcile', '/api/auth/sign-out']) {
    for (const foreign of ['https://elsewhere.example', 'null', '']) {
      const answer = await page.request.post(path, { data: {}, headers: { origin: foreign } })
      expect([path, foreign, answer.status()]).toEqual([path, foreign, 403])
    }
    for (const body of [{ multipart: { input: '{}' } }, { form: { input: '{}' } }]) {
      const answer = await page.request.post(path, { ...body, headers: { origin } })
      expect([path, answer.status()]).toEqual([path, 415])
    }
    const large = await page.request.post(path, { data: { note: 'x'.repeat(1_100_000) }, headers: { origin } })
    expect([path, large.status()]).toEqual([path, 413])
    expect(await large.json()).toMatchObject({ error: { message: expect.stringContaining('1 MB') } })
  }
  // Still signed in: the refused sign-out signed nobody out.
  await page.goto('/users')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a header that skipped the guard of other versions opens nothing', async ({ request }) => {
  for (const value of [
    'proxy',
    'src/proxy',
    'proxy:proxy:proxy:proxy:proxy',
    'middleware',
    'src/middleware:src/middleware',
  ]) {
    const headers = { 'x-middleware-subrequest': value }
    for (const path of ['/', '/users', '/sync']) {
      const page = await request.get(path, { headers, maxRedirects: 0 })
      expect(await page.text(), `${path} ${value}`).not.toContain('@rollcall.test')
      expect(page.headers()['set-cookie'] ?? '').not.toContain('session')
    }
    expect((await request.get('/api/trpc/directory/users.list', { headers })).status()).toBe(401)
    expect((await request.get('/api/trpc/directory/me.get', { headers })).status()).toBe(401)
  }
})
