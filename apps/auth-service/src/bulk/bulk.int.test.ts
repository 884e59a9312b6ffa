import { createLogger } from '@rollcall/service-kit/logger'
import type { RunCarrier } from '@rollcall/service-kit/run-carrier'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import type { BulkRun } from './bulk-run.js'
import { createBulkRunner } from './bulk-runner.js'
import { runBatch } from './run-batch.js'

const logger = createLogger({ service: 'auth-service', level: 'silent' })
const unknownId = '0192f000-0000-7000-8000-0000000000ff'
let service: AuthFixture
let admin: TestUser
let token: string
let runner: RunCarrier
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())
beforeEach(async () => {
  await service.db.pool.query(`UPDATE organisation SET brake_count = 1000000`)
  admin = await service.addUser({ role: 'admin', firstName: 'Rudo', lastName: 'Root' })
  token = await service.tokenOf(admin)
  runner = createBulkRunner({ pool: service.system, logger, everyMs: 50 })
})
afterEach(async () => {
  await runner.stop()
  await service.db.pool.query(`UPDATE bulk_run SET state = 'stopped', ended_at = now() WHERE state = 'running'`)
})

/** People of one last name, so that a filter finds them alone. */
async function addPeople(lastName: string, count: number, fields = `'nurse', true`): Promise<string[]> {
  const { rows } = await service.db.pool.query<{ id: string }>(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, is_active)
     SELECT $1, lower($2) || n || '@example.org', 'P' || n, $2, ${fields} FROM generate_series(1, $3) n RETURNING id`,
    [clinic, lastName, count],
  )
  return rows.map(({ id }) => id)
}
const rowsOf = async (ids: string[]) =>
  (
    await service.db.pool.query<{ id: string; role: string; active: boolean; deleted: boolean; version: number }>(
      `SELECT id, role, is_active AS active, deleted_at IS NOT NULL AS deleted, version FROM "user" WHERE id = ANY($1) ORDER BY id`,
      [ids],
    )
  ).rows
const preview = (selection: object, deed: object) => service.query('users.bulk.preview', { selection, deed }, token)
const start = (input: object, by = token) => service.mutate('users.bulk.start', input, by)
const read = async (id: string): Promise<BulkRun> => (await service.query('users.bulk.run', { id }, token)).data
const ended = async (id: string) => {
  const run = await vi.waitUntil(
    async () => {
      const found = await read(id)
      return found.state === 'running' ? null : found
    },
    { timeout: 15_000 },
  )
  return run
}
async function carriedOut(input: object): Promise<BulkRun> {
  const { data, error } = await start(input)
  expect(error).toBeUndefined()
  runner.start()
  return ended(data.id)
}
const results = async (id: string, outcome?: string) =>
  (await service.query('users.bulk.results', { id, ...(outcome ? { outcome } : {}), limit: 200 }, token)).data

describe('many people at once', () => {
  it('are changed in the bulk lane by the person, each with one event that names the run', async () => {
    const ids = await addPeople('Bulkone', 1234)
    const run = await carriedOut({
      selection: { filter: { search: 'bulkone' } },
      deed: { kind: 'setRole', role: 'doctor' },
      expected: 1234,
      reason: 'a test',
    })
    expect(run).toMatchObject({ state: 'done', total: 1234, done: 1234, changed: 1234, left: 0, failed: 0 })
    expect(run).toMatchObject({ startedBy: { id: admin.id, name: 'Rudo Root' }, reason: 'a test', error: null })
    const rows = await rowsOf(ids)
    expect(rows.every(({ role, version }) => role === 'doctor' && version === 2)).toBe(true)
    const events = await service.db.pool.query(
      `SELECT DISTINCT e.actor_kind, e.actor_id, e.correlation_id, e.event_type, o.lane FROM user_event e
       LEFT JOIN outbox o USING (position) WHERE e.user_id = ANY($1) AND e.user_version > 1`,
      [ids],
    )
    expect(events.rows).toEqual([
      {
        ...{ actor_kind: 'user', actor_id: admin.id, correlation_id: `bulk:${run.id}` },
        ...{ event_type: 'user.role.changed', lane: 'bulk' },
      },
    ])
    const trail = await service.db.pool.query(
      `SELECT action, outcome, actor_id, reason FROM audit_entry WHERE target_id = $1 ORDER BY position`,
      [run.id],
    )
    expect(trail.rows).toEqual([
      { action: 'bulk.started', outcome: 'done', actor_id: admin.id, reason: 'a test' },
      { action: 'bulk.ended', outcome: 'done', actor_id: admin.id, reason: null },
    ])
  })

  it('are counted before, by what would become of each', async () => {
    const ids = await addPeople('Bulktwo', 5)
    await service.db.pool.query(`UPDATE "user" SET is_active = false WHERE id = $1`, [ids[0]])
    await service.db.pool.query(`UPDATE "user" SET deleted_at = now() WHERE id = $1`, [ids[1]])
    const foreign = await service.addUser({ tenantId: elsewhere })
    const selection = { ids: [...ids, admin.id, foreign.id, unknownId] }
    expect((await preview(selection, { kind: 'deactivate' })).data).toEqual({
      ...{ total: 6, willChange: 3, alreadyThere: 1, brake: 'passes' },
      skipped: [
        { kind: 'own_account', people: 1 },
        { kind: 'deleted', people: 1 },
      ],
    })
    expect((await preview(selection, { kind: 'restore' })).data).toMatchObject({
      ...{ willChange: 1, skipped: [{ kind: 'not_deleted', people: 5 }] },
    })
    const run = await carriedOut({ selection, deed: { kind: 'deactivate' }, expected: 3 })
    expect(run).toMatchObject({ total: 6, changed: 3, left: 3 })
    const left = await results(run.id, 'left')
    expect(left.total).toBe(3)
    expect(left.items.map(({ why }: { why: string }) => why).sort()).toEqual(['already', 'deleted', 'own_account'])
    expect(left.items[0].message).toMatch(/\.$/)
    const [stranger] = await rowsOf([foreign.id])
    expect(stranger).toMatchObject({ active: true, version: 1 })
  })

  it('of another organisation are nobody, as unknown ones are', async () => {
    const foreign = await service.addUser({ tenantId: elsewhere })
    for (const id of [foreign.id, unknownId]) {
      const selection = { ids: [id] }
      const deed = { kind: 'deactivate' }
      expect((await preview(selection, deed)).data).toMatchObject({ total: 0, willChange: 0, skipped: [] })
      const refused = await start({ selection, deed, expected: 0 })
      expect([refused.status, refused.error.data.fields[0].path]).toEqual([409, 'selection'])
    }
  })

  it('are not changed when they are others than were confirmed', async () => {
    const ids = await addPeople('Bulkthree', 20)
    const wish = { selection: { filter: { search: 'bulkthree' }, except: ids.slice(0, 2) }, deed: { kind: 'remove' } }
    const refused = await start({ ...wish, expected: 20 })
    expect([refused.status, refused.error.data.fields[0].path]).toEqual([409, 'expected'])
    const run = await carriedOut({ ...wish, expected: 18 })
    expect(run).toMatchObject({ total: 18, changed: 18 })
    expect((await rowsOf(ids)).filter(({ deleted }) => deleted)).toHaveLength(18)
  })
})

describe('a run', () => {
  it('goes on where a killed replica left it, and does nothing twice', async () => {
    const ids = await addPeople('Bulkfour', 2100)
    const { data } = await start({
      selection: { filter: { search: 'bulkfour' } },
      deed: { kind: 'deactivate' },
      expected: 2100,
    })
    expect(await runBatch(service.system, data.id)).toBe(true)
    expect(await read(data.id)).toMatchObject({ state: 'running', done: 1000, changed: 1000 })
    const second = createBulkRunner({ pool: service.system, logger, everyMs: 50 })
    runner.start()
    second.start()
    expect(await ended(data.id)).toMatchObject({ state: 'done', done: 2100, changed: 2100 })
    await second.stop()
    expect((await rowsOf(ids)).every(({ active, version }) => !active && version === 2)).toBe(true)
  })

  it('is stopped between two batches, once', async () => {
    await addPeople('Bulkfive', 1500)
    const { data } = await start({
      selection: { filter: { search: 'bulkfive' } },
      deed: { kind: 'deactivate' },
      expected: 1500,
    })
    await runBatch(service.system, data.id)
    expect((await service.mutate('users.bulk.stop', { id: data.id }, token)).data).toMatchObject({
      state: 'stopped',
      done: 1000,
    })
    expect(await runBatch(service.system, data.id)).toBe(false)
    expect((await service.mutate('users.bulk.stop', { id: data.id }, token)).status).toBe(409)
    expect((await results(data.id, 'changed')).total).toBe(1000)
  })

  it('ends when whoever started it may not change people any more', async () => {
    const ids = await addPeople('Bulksix', 3)
    const { data } = await start({ selection: { ids }, deed: { kind: 'deactivate' }, expected: 3 })
    await service.db.pool.query(`UPDATE "user" SET role = 'staff' WHERE id = $1`, [admin.id])
    expect(await runBatch(service.system, data.id)).toBe(false)
    const { rows } = await service.db.pool.query('SELECT state, done FROM bulk_run WHERE id = $1', [data.id])
    expect(rows).toEqual([{ state: 'failed', done: 0 }])
  })

  it('never takes the last administrator, whatever happened since it began', async () => {
    const other = await service.addUser({ role: 'admin' })
    await service.db.pool.query(
      `UPDATE "user" SET role = 'staff' WHERE role = 'admin' AND tenant_id = $1 AND id <> ALL($2)`,
      [clinic, [admin.id, other.id]],
    )
    const { data } = await start({
      selection: { ids: [other.id, admin.id] },
      deed: { kind: 'setRole', role: 'staff' },
      expected: 1,
    })
    await runBatch(service.system, data.id)
    const { rows } = await service.db.pool.query(
      `SELECT id FROM "user" WHERE tenant_id = $1 AND role = 'admin' AND is_active AND deleted_at IS NULL`,
      [clinic],
    )
    expect(rows).toEqual([{ id: admin.id }])
  })

  it('is another organisation’s nothing', async () => {
    const ids = await addPeople('Bulkseven', 1)
    const { data } = await start({ selection: { ids }, deed: { kind: 'deactivate' }, expected: 1 })
    const others = await service.tokenOf(await service.addUser({ role: 'admin', tenantId: elsewhere }))
    for (const id of [data.id, unknownId]) {
      for (const path of ['run', 'results'])
        expect((await service.query(`users.bulk.${path}`, { id }, others)).status).toBe(404)
      for (const path of ['stop', 'undo'])
        expect((await service.mutate(`users.bulk.${path}`, { id }, others)).status).toBe(404)
    }
    expect((await service.query('users.bulk.runs', {}, others)).data).toMatchObject({ items: [], total: 0 })
    const page = (await service.query('users.bulk.runs', { limit: 1 }, token)).data
    expect(page.items[0].id).toBe(data.id)
    const next = (await service.query('users.bulk.runs', { limit: 1, cursor: page.nextCursor }, token)).data
    expect(next.items[0].id).not.toBe(data.id)
  })
})

describe('the brake', () => {
  it('is told of before, and then holds all of a run and not only its end', async () => {
    const ids = await addPeople('Bulkbrake', 3000)
    await service.db.pool.query(`UPDATE organisation SET brake_count = 1500, brake_share = 0.1 WHERE id = $1`, [clinic])
    await service.db.pool.query('DELETE FROM removal_count')
    await service.db.pool.query('DELETE FROM outbox')
    const wish = { selection: { filter: { search: 'bulkbrake' } }, deed: { kind: 'deactivate' } }
    expect((await preview(wish.selection, wish.deed)).data).toMatchObject({ willChange: 3000, brake: 'holds' })
    expect((await preview({ ids: ids.slice(0, 900) }, wish.deed)).data).toMatchObject({
      willChange: 900,
      brake: 'passes',
    })
    const run = await carriedOut({ ...wish, expected: 3000 })
    expect(run).toMatchObject({ changed: 3000 })
    const { rows } = await service.db.pool.query(
      'SELECT count(*)::int AS people, count(DISTINCT hold_id)::int AS holds FROM held_user',
    )
    expect(rows).toEqual([{ people: 3000, holds: 1 }])
    const { data: undo } = await service.mutate('users.bulk.undo', { id: run.id }, token)
    expect(await ended(undo.id)).toMatchObject({ changed: 3000 })
    const gone = await service.db.pool.query('SELECT FROM held_user UNION ALL SELECT FROM outbox WHERE held')
    expect(gone.rowCount).toBe(0)
  })
})

describe('undoing a run', () => {
  it('gives everyone back what they had, but for whoever was changed since', async () => {
    const nurses = await addPeople('Bulkundo', 3)
    const staff = await addPeople('Bulkundone', 2, `'staff', true`)
    const ids = [...nurses, ...staff]
    const run = await carriedOut({ selection: { ids }, deed: { kind: 'setRole', role: 'consultant' }, expected: 5 })
    await service.db.pool.query(`UPDATE "user" SET first_name = 'Changed' WHERE id = $1`, [staff[0]])
    const { data: undo } = await service.mutate('users.bulk.undo', { id: run.id }, token)
    expect(await ended(undo.id)).toMatchObject({ undoOf: run.id, total: 5, changed: 4, left: 1, state: 'done' })
    const roles = Object.fromEntries((await rowsOf(ids)).map(({ id, role }) => [id, role]))
    expect(nurses.map((id) => roles[id])).toEqual(['nurse', 'nurse', 'nurse'])
    expect(staff.map((id) => roles[id])).toEqual(['consultant', 'staff'])
    expect((await results(undo.id, 'left')).items[0]).toMatchObject({ userId: staff[0], why: 'changed_since' })
    expect((await results(run.id, 'undone')).total).toBe(4)
    expect((await read(run.id)).undoneBy).toBe(undo.id)
    const again = await service.mutate('users.bulk.undo', { id: undo.id }, token)
    expect([again.status, again.error.message]).toEqual([409, expect.stringContaining('undid another one')])
  })

  it.each([
    ['deactivate', `true`, { active: true, deleted: false }],
    ['activate', `false`, { active: false, deleted: false }],
    ['remove', `true`, { active: true, deleted: false }],
  ])('takes %s back', async (kind, active, expected) => {
    const ids = await addPeople(`Bulk${kind}`, 3, `'nurse', ${active}`)
    const run = await carriedOut({ selection: { ids }, deed: { kind }, expected: 3 })
    const { data: undo } = await service.mutate('users.bulk.undo', { id: run.id }, token)
    expect(await ended(undo.id)).toMatchObject({ changed: 3 })
    expect((await rowsOf(ids)).map(({ active: is, deleted }) => ({ active: is, deleted }))).toEqual([
      expected,
      expected,
      expected,
    ])
    expect((await service.mutate('users.bulk.undo', { id: run.id }, token)).status).toBe(409)
  })
})
