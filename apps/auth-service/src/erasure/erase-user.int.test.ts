import { createLogger } from '@rollcall/service-kit/logger'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'
import { type SubscriberServer, startSubscriberServer } from '../fixtures/subscriber-server.js'
import { sealAll, tamper, verify } from '../seals/test-support/seal-bench.js'
import { createOwnTokenSource } from '../subscribers/own-token.js'
import { createSubscriberClient } from '../subscribers/subscriber-client.js'
import { carryErasures } from './erasure-courier.js'

const marks = ['Marked-Tatenda', 'Marked-Chikomo', 'marked@example.org', '+263771234567', 'MARK-77', 'Marked Ministry']
let service: AuthFixture
let subscriber: SubscriberServer
let admin: string
let id: string
beforeAll(async () => {
  subscriber = await startSubscriberServer({ erase: () => ({ erased: true }) })
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.tokenOf(await service.addUser({ role: 'admin' }))
  await service.addUser({ role: 'admin' })
})
afterAll(async () => {
  await service.close()
  await subscriber.close()
})

const sql = async (text: string, values: unknown[] = []) => (await service.db.pool.query(text, values)).rows
const erase = (user = id, by = admin) => service.mutate('users.erase', { id: user, reason: 'asked for it' }, by)

async function addMarked(): Promise<string> {
  const created = await service.mutate(
    'users.create',
    {
      ...{ email: 'marked@example.org', firstName: 'Marked-Tatenda', lastName: 'Marked-Chikomo', role: 'operator' },
      ...{ phoneNumber: '+263771234567', matricule: 'MARK-77', ministere: 'Marked Ministry', sexe: 'F' },
    },
    admin,
  )
  return created.data.id
}

async function dump(): Promise<string> {
  const tables = await sql(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)
  const texts = await Promise.all(tables.map(({ name }) => sql(`SELECT t::text AS text FROM "${name}" AS t`)))
  return texts.flatMap((rows) => rows.map(({ text }) => text)).join('\n')
}

describe('erasing a user', () => {
  it('is refused while the user is there, and the attempt is on record', async () => {
    id = await addMarked()
    expect(await erase()).toMatchObject({ status: 409, error: { message: expect.stringContaining('Delete the user') } })
    expect(await sql(`SELECT outcome FROM audit_entry WHERE action = 'user.erased'`)).toEqual([{ outcome: 'refused' }])
  })

  it('is refused while the brake holds the deletion', async () => {
    await service.db.pool.query('UPDATE organisation SET brake_count = 0, brake_share = 0 WHERE id = $1', [clinic])
    await service.mutate('users.remove', { id }, admin)
    expect((await erase()).error.message).toContain('held')
    await service.mutate('users.restore', { id }, admin)
    await service.db.pool.query('UPDATE organisation SET brake_count = 1000, brake_share = 1')
  })

  it('leaves nothing personal in the database, and the seals of both logs hold', async () => {
    await service.mutate('users.update', { id, expectedVersion: 3, changes: { firstName: 'Marked-Tanaka' } }, admin)
    await sql(`UPDATE account SET password = 'x' WHERE user_id = $1`, [id])
    await sql(
      `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, action, correlation_id, personal)
       VALUES ($1, 'user', $2, 'session.signed_in', 'c', '{"address": "Marked-address"}'),
              (NULL, 'unknown', 'unknown', 'session.sign_in_failed', 'c', '{"email": "marked@example.org"}')`,
      [clinic, id],
    )
    await sealAll(service.db.pool)
    await service.mutate('users.remove', { id }, admin)
    expect(await dump()).toContain('Marked-Tatenda')
    const { data } = await erase()
    expect(data).toMatchObject({ email: `erased-${id}@erased.invalid`, firstName: 'Erased', lastName: '—', sexe: null })
    const text = (await dump()).toLowerCase()
    for (const mark of [...marks, 'Marked-']) expect(text).not.toContain(mark.toLowerCase())
    await sealAll(service.db.pool)
    expect((await verify(service.db.pool)).findings).toEqual([])
  })

  it('keeps which events there were, and that it happened', async () => {
    const events = await sql(
      'SELECT event_type AS type, changes FROM user_event WHERE user_id = $1 ORDER BY position',
      [id],
    )
    expect(events.map(({ type }) => type)).toEqual([
      ...['user.created', 'user.deleted', 'user.restored', 'user.updated', 'user.deleted', 'user.updated'],
    ])
    expect(events.at(3)?.changes).toEqual({ firstName: { from: null, to: null } })
    const { data } = await service.query('audit.list', { targetId: id, actions: ['user.erased'] }, admin)
    expect(data.items).toMatchObject([
      { outcome: 'done', reason: 'asked for it', target: { id, name: 'Erased —' } },
      { outcome: 'refused' },
      { outcome: 'refused' },
    ])
  })

  it('changes nothing a second time, and can not be undone', async () => {
    expect(await erase()).toMatchObject({ status: 200, data: { firstName: 'Erased' } })
    expect(await service.mutate('users.restore', { id }, admin)).toMatchObject({ status: 409 })
    expect(await sql(`SELECT FROM audit_entry WHERE action = 'user.erased' AND outcome = 'done'`)).toHaveLength(1)
  })

  it('does not hide that somebody wrote into what was left', async () => {
    const [first] = await sql('SELECT position FROM user_event WHERE user_id = $1 ORDER BY position LIMIT 1', [id])
    await tamper(
      service.db.pool,
      `UPDATE user_event SET payload = replace(payload::text, 'operator', 'admin')::json WHERE position = $1`,
      [first.position],
    )
    expect((await verify(service.db.pool)).findings).toMatchObject([{ kind: 'row changed', position: first.position }])
    await tamper(
      service.db.pool,
      `UPDATE user_event SET payload = replace(payload::text, 'admin', 'operator')::json WHERE position = $1`,
      [first.position],
    )
  })

  it('reaches a subscriber that was away, and is then over', async () => {
    const nobody = 'http://127.0.0.1:9'
    const client = (clinical: string, chat: string) =>
      createSubscriberClient({
        ...{ urls: { clinical, chat }, token: createOwnTokenSource(service.auth) },
        logger: createLogger({ service: 'test', level: 'silent' }),
      })
    expect(await carryErasures(service.db.pool, client(nobody, subscriber.url))).toBe(1)
    expect(await sql('SELECT waits_for FROM erasure')).toEqual([{ waits_for: ['clinical'] }])
    expect(await carryErasures(service.db.pool, client(subscriber.url, subscriber.url))).toBe(1)
    expect(await carryErasures(service.db.pool, client(subscriber.url, subscriber.url))).toBe(0)
    expect(subscriber.calls.map(({ input }) => input)).toEqual([{ userId: id }, { userId: id }])
  })

  it('is for administrators, and another organisation’s user is an unknown one', async () => {
    const viewer = await service.tokenOf(await service.addUser({ role: 'operator' }))
    expect((await erase(id, viewer)).status).toBe(403)
    const foreign = await service.addUser({ tenantId: elsewhere })
    expect(await erase(foreign.id)).toMatchObject({
      status: 404,
      error: { message: `User with ID ${foreign.id} not found` },
    })
  })
})
