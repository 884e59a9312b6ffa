import { randomUUID } from 'node:crypto'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'
import { applyUsers } from './apply-users.js'
import { reconcile } from './reconcile.js'

const logger = createLogger({ service: 'test', level: 'silent' })
let app: TestApp
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(() => app.close())
beforeEach(async () => {
  app.directoryServer.users.clear()
  await app.db.pool.query('TRUNCATE directory_user')
})

const run = (
  changed: { apply?: (users: DirectoryUser[]) => ReturnType<typeof applyUsers>; signal?: AbortSignal } = {},
) =>
  reconcile(app.db.pool, logger, {
    directory: app.directory,
    apply: (users) => applyUsers(app.db.pool, users),
    progress: () => {},
    signal: new AbortController().signal,
    ...changed,
  })
const many = (count: number) => Array.from({ length: count }, () => sampleUser(randomUUID(), 1))
async function expectEqualToDirectory() {
  const { rows } = await app.db.pool.query('SELECT id, user_version AS version FROM directory_user ORDER BY id')
  const theirs = [...app.directoryServer.users.values()]
  expect(rows).toEqual(
    theirs
      .map(({ userId, userVersion }) => ({ id: userId, version: userVersion }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  expect(await app.subscriber.drift()).toBe(0)
}

describe('reconcile', () => {
  it('fills an empty projection, tombstones included', async () => {
    const deleted = sampleUser(randomUUID(), 4, { deletedAt: new Date().toISOString() })
    app.directoryServer.put(...many(1300), deleted)
    expect(await app.subscriber.drift()).toBeGreaterThan(200)
    expect(await run()).toEqual({ checked: 1301, repaired: 1301, orphans: 0 })
    await expectEqualToDirectory()
  })

  it('asks for nothing but digests when nothing differs', async () => {
    app.directoryServer.put(...many(50))
    await run()
    app.directoryServer.calls.length = 0
    expect(await run()).toEqual({ checked: 0, repaired: 0, orphans: 0 })
    expect(app.directoryServer.calls).toEqual(['digest'])
  })

  it('repairs drift: what is missing, what is old, and whom the directory does not know', async () => {
    const users = many(300)
    app.directoryServer.put(...users)
    await run()
    const [lost, old] = users
    if (!lost || !old) throw new Error('no users')
    await app.db.pool.query('DELETE FROM directory_user WHERE id = $1', [lost.userId])
    app.directoryServer.put(sampleUser(old.userId, 9))
    const orphan = await app.arrive()
    expect(await run()).toMatchObject({ repaired: 2, orphans: 1 })
    expect((await app.db.pool.query('SELECT 1 FROM directory_user WHERE id = $1', [orphan])).rowCount).toBe(0)
    await expectEqualToDirectory()
  })

  it('does not take a user who is created while it runs for an orphan', async () => {
    app.directoryServer.put(...many(600))
    const born: DirectoryUser[] = []
    const result = await run({
      apply: async (users) => {
        const user = sampleUser(randomUUID(), 1)
        born.push(user)
        app.directoryServer.put(user)
        await applyUsers(app.db.pool, [user])
        return applyUsers(app.db.pool, users)
      },
    })
    expect(born.length).toBeGreaterThan(0)
    expect(result.orphans).toBe(0)
    await expectEqualToDirectory()
  })

  it('never puts an older snapshot over an event that passes it', async () => {
    const user = sampleUser(randomUUID(), 1)
    app.directoryServer.put(user)
    const newer = sampleUser(user.userId, 2)
    await run({
      apply: async (users) => {
        await applyUsers(app.db.pool, [newer])
        return applyUsers(app.db.pool, users)
      },
    })
    app.directoryServer.put(newer)
    await expectEqualToDirectory()
  })

  it('follows a directory that was restored to an earlier state', async () => {
    const user = sampleUser(randomUUID(), 2)
    app.directoryServer.put(user)
    await app.arrive({}, 7, user.userId)
    await run()
    await expectEqualToDirectory()
  })

  it('goes on with what is left when it was cut off', async () => {
    app.directoryServer.put(...many(1200))
    const closing = new AbortController()
    const cutOff = run({
      signal: closing.signal,
      apply: async (users) => {
        closing.abort(new Error('closing'))
        return applyUsers(app.db.pool, users)
      },
    })
    await expect(cutOff).rejects.toThrow('closing')
    const { rowCount } = await app.db.pool.query('SELECT 1 FROM directory_user')
    expect([500, 1000]).toContain(rowCount)
    expect(await run()).toMatchObject({ repaired: 1200 - Number(rowCount) })
    await expectEqualToDirectory()
  })
})
