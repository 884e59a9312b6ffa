import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, runSql, signIn } from './console.js'

const demoTenantId = '0192f000-0000-7000-8000-000000000001'

const ask = async (page: Page, path: string, input: object) => {
  const answer = await page.request.get(`/api/trpc/chat/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
  expect(answer.ok()).toBe(true)
  return (await answer.json()).result.data
}

/** A conversation that takes several pages. */
async function findLong(page: Page): Promise<string> {
  const { items } = await ask(page, 'conversations.list', { limit: 100 })
  for (const { id } of items) if ((await ask(page, 'conversations.thread', { id, limit: 1 })).total > 80) return id
  throw new Error('the demo has no long conversation')
}

/** A conversation as it was before messages were kept; then with one of somebody who isn't in the directory. */
async function plantOld(words: string): Promise<string> {
  const id = randomUUID()
  await runSql(
    'chat',
    `INSERT INTO conversation (id, tenant_id, title, last_message, last_message_at) VALUES ($1, $2, $3, $3, now())`,
    [id, demoTenantId, words],
  )
  return id
}

const listOf = (page: Page) => page.getByRole('list', { name: 'Conversations' })
const messagesOf = (page: Page) => page.getByRole('region', { name: 'Messages' })

test('a conversation is opened by keyboard, read under its days, and Back leads to the list', async ({ page }) => {
  await signIn(page)
  await page.goto('/conversations')
  await expect(page.getByRole('heading', { name: 'Choose a conversation' })).toBeVisible()
  await expectAccessible(page)
  const links = listOf(page).getByRole('link')
  await links.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/c=[0-9a-f-]{36}/)
  await expect(messagesOf(page).getByRole('heading', { level: 3 }).first()).toBeVisible()
  await expect(messagesOf(page).getByRole('listitem').first()).toBeVisible()
  await expect(links.nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(messagesOf(page).locator('time').first()).toHaveAttribute('title', / UTC$/)
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Choose a conversation' })).toBeVisible()
})

test('the newest message is in view, and earlier ones come page by page without moving what is read', async ({
  page,
}) => {
  await signIn(page)
  const id = await findLong(page)
  const { items } = await ask(page, 'conversations.thread', { id, limit: 1 })
  await page.goto(`/conversations?c=${id}`)
  const messages = messagesOf(page)
  await expect(messages.getByText(items[0].text, { exact: true }).last()).toBeInViewport()
  const earlier = messages.getByRole('button', { name: 'Earlier messages' })
  await expect(earlier).toBeAttached()
  const before = await messages.locator('time').count()
  await earlier.press('Enter')
  await expect.poll(() => messages.locator('time').count()).toBeGreaterThan(before)
  await expect(async () => {
    // It goes by itself once the last page has come.
    await earlier.press('Enter', { timeout: 1000 }).catch(() => undefined)
    await expect(messages.getByText('The beginning of what is kept')).toBeVisible({ timeout: 1000 })
  }).toPass()
})

test('a conversation from before messages were kept is read by its last one; who has left is said to have', async ({
  page,
}) => {
  const words = `From before ${randomUUID().slice(0, 8)}`
  const id = await plantOld(words)
  await signIn(page)
  await page.goto(`/conversations?c=${id}`)
  await expect(messagesOf(page).getByText('Author not recorded')).toBeVisible()
  await expect(messagesOf(page).getByText(words)).toBeVisible()
  await runSql(
    'chat',
    `INSERT INTO message (id, tenant_id, conversation_id, author_id, text, sent_at) VALUES ($1, $2, $3, $4, $5, now())`,
    [randomUUID(), demoTenantId, id, randomUUID(), `${'long'.repeat(80)} https://example.org/${'path'.repeat(40)}`],
  )
  await page.reload()
  await expect(messagesOf(page).getByText('Someone who has left')).toBeVisible()
  await expect(messagesOf(page).getByRole('link', { name: /^https:\/\/example\.org/ })).toHaveAttribute(
    'rel',
    /noreferrer/,
  )
  await expectAccessible(page)
})

test('the search stands in the address, and what nobody said is answered with a way back', async ({ page }) => {
  await signIn(page)
  await page.goto('/conversations')
  await page.getByRole('searchbox', { name: 'Search conversations' }).fill('zzyzx 100%')
  await expect(page).toHaveURL(/q=zzyzx/)
  await expect(page.getByText('No conversation matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(listOf(page).getByRole('link').first()).toBeVisible()
})

test('an address of nobody’s conversation is answered with what happened', async ({ page }) => {
  await signIn(page)
  await page.goto(`/conversations?c=${randomUUID()}`)
  await expect(page.getByRole('alert').getByText('This conversation could not be read')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a phone, in French, it is the list and then one conversation, ${colorScheme}`, async ({ page, browser }) => {
    await signIn(page)
    const context = await browser.newContext({
      ...{ viewport: { width: 390, height: 844 }, colorScheme, locale: 'fr-FR', reducedMotion: 'reduce' },
      storageState: await page.context().storageState(),
    })
    const phone = await context.newPage()
    await phone.goto('/conversations')
    await expectAccessible(phone)
    await listOf(phone).getByRole('link').first().click()
    await expect(messagesOf(phone).getByRole('listitem').first()).toBeVisible()
    await expect(listOf(phone)).toBeHidden()
    await expectAccessible(phone)
    expect(
      await phone.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0)
    await phone.getByRole('button', { name: 'Revenir à la liste' }).click()
    await expect(listOf(phone)).toBeVisible()
    await context.close()
  })
}
