import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sampleEvent, sampleTenantId } from '../test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from '../test-support/subscriber-fixture.js'

let app: SubscriberFixture
beforeAll(async () => {
  app = await createSubscriberFixture(await createTestDatabase('user'), await createTestRedis())
})
beforeEach(() => app.reset())
afterAll(async () => {
  await app.reset()
  await app.close()
})

const settle = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })
const waiting = async () => (await app.db.pool.query('SELECT entry FROM audit_outbox')).rows

describe('an operation', () => {
  it('reaches the trail with who did it, where and why, and is forgotten here', async () => {
    const subscriber = await app.start()
    const [userId, id] = [randomUUID(), randomUUID()]
    await app.as(subscriber, { userId }).sync.repairUser({ id, reason: 'the name was wrong' })
    await settle(async () => expect(app.directoryServer.audit).toHaveLength(1))
    expect(app.directoryServer.audit).toMatchObject([
      {
        ...{ action: 'user.repaired', outcome: 'done', reason: 'the name was wrong', tenantId: sampleTenantId },
        ...{ actor: { kind: 'user', id: userId }, target: { kind: 'user', id }, details: { subscriber: 'clinical' } },
      },
    ])
    await settle(async () => expect(await waiting()).toEqual([]))
  })

  it('that was refused is on record as refused', async () => {
    const subscriber = await app.start()
    app.directoryServer.paused.add('clinical')
    await expect(app.as(subscriber).sync.reconcile({ reason: 'a test' })).rejects.toThrow(/paused/)
    await settle(async () => expect(app.directoryServer.audit).toHaveLength(2))
    expect(app.directoryServer.audit).toMatchObject([{ outcome: 'done' }, { outcome: 'refused' }])
  })

  it('waits for an auth-service that is away, and arrives by itself', async () => {
    const subscriber = await app.start()
    app.directoryServer.setDown(true)
    await app.as(subscriber).sync.stopReconcile({ reason: 'a test' })
    expect(await waiting()).toMatchObject([{ entry: { action: 'reconcile.stopped' } }])
    app.directoryServer.setDown(false)
    await settle(async () => expect(app.directoryServer.audit).toMatchObject([{ action: 'reconcile.stopped' }]))
  })

  it('without a reason is not done', async () => {
    const subscriber = await app.start()
    await expect(app.as(subscriber).sync.reconcile({ reason: ' ' })).rejects.toThrow(/say why/)
    expect(await waiting()).toEqual([])
  })
})

describe('an erased user', () => {
  const park = (event: unknown, userId: string | null) =>
    app.db.pool.query(
      `INSERT INTO parked_event (event_id, user_id, user_version, tenant_id, event, error, state, full_name, failures)
       VALUES ($1, $2, 1, $3, $4, 'bad Marked', 'parked', 'Marked Name', '[{"at": "x", "error": "bad Marked"}]')`,
      [randomUUID(), userId, sampleTenantId, JSON.stringify(event)],
    )
  const dump = async () => {
    const { rows } = await app.db.pool.query(
      'SELECT p::text AS text FROM parked_event AS p UNION ALL SELECT d::text FROM reconcile_difference AS d',
    )
    return rows.map(({ text }) => text).join('\n')
  }

  it('leaves nothing personal beside the projection, and what comes late comes blank', async () => {
    const subscriber = await app.start()
    const [userId, operator] = [randomUUID(), randomUUID()]
    const event = sampleEvent(userId, 1, { firstName: 'Marked', lastName: 'Name' })
    await park(event, userId)
    await park({ ...event, userId: { name: 'Marked' } }, userId)
    await park({ who: { id: userId.toUpperCase(), name: 'Marked' } }, null)
    const run = randomUUID()
    await app.db.pool.query(`INSERT INTO reconcile_run (id, mode, reason) VALUES ($1, 'apply', 'x')`, [run])
    await app.db.pool.query(
      `INSERT INTO reconcile_difference (run_id, seq, user_id, full_name, kind, fields)
       VALUES ($1, 1, $2, 'Marked Name', 'stale', '[{"field": "email", "kept": "Marked"}]')`,
      [run, userId],
    )
    const choice = { tenantId: sampleTenantId, actor: { id: operator, name: 'Marked Operator' }, filter: {} }
    await app.asService(subscriber).subscriber.parkedDiscard({ ...choice, reason: 'a test' })
    expect(await dump()).toContain('Marked')
    for (const id of [userId, userId, operator]) {
      expect(await app.asService(subscriber).subscriber.erase({ userId: id })).toEqual({ erased: true })
    }
    await park(event, userId)
    expect(await dump()).not.toContain('Marked')
    expect(await dump()).toContain(userId)
  })
})
