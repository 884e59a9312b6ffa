import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.serviceToken()
})
afterAll(() => service.close())

const entry = (changed: object = {}) => ({
  ...{ id: randomUUID(), at: '2026-11-21T10:00:00.000Z', tenantId: clinic, actor: { kind: 'user', id: randomUUID() } },
  ...{ action: 'cache.invalidated', outcome: 'done', target: { kind: 'user', id: randomUUID() }, reason: 'a test' },
  ...{ correlationId: 'request-1', details: {} },
  ...changed,
})
const record = (entries: unknown, by = token) => service.mutate('directory.recordAudit', { entries }, by)

describe('operations of other services', () => {
  it('are written once, however often they are handed over, with the service’s name', async () => {
    const entries = [entry(), entry({ action: 'reconcile.started' })]
    expect((await record(entries)).data).toEqual({ recorded: 2 })
    expect((await record([...entries, entry()])).data).toEqual({ recorded: 1 })
    const { rows } = await service.db.pool.query('SELECT details FROM audit_entry ORDER BY position')
    expect(rows).toEqual([1, 2, 3].map(() => ({ details: { service: 'user-service' } })))
  })

  it.each([
    { action: 'hold.approved' },
    { actor: { kind: 'system', id: randomUUID() } },
    { reason: '' },
    { personal: { name: 'x' } },
    { details: { text: 'x'.repeat(5000) } },
  ])('are refused with %j', async (changed) => {
    expect((await record([entry(changed)])).status).toBe(400)
  })

  it('are not taken from a person', async () => {
    const admin = await service.tokenOf(await service.addUser({ role: 'admin' }))
    expect((await record([entry()], admin)).status).toBe(403)
  })
})
