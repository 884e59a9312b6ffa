import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildListQuery } from './clinicians/list-clinicians.js'
import { createTestApp, type TestApp } from './fixtures/test-app.js'

const otherTenant = randomUUID()
let app: TestApp
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(() => app.close())
const names = async (input: { search?: string }) =>
  (await app.as().clinicians.list(input)).items.map((item) => item.fullName)
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('clinicians.list', () => {
  beforeAll(async () => {
    await app.arrive({ firstName: 'Zoë', lastName: 'Müller' })
    await app.arrive({ firstName: 'Anna Maria', lastName: "N'Dour" })
    await app.arrive({ firstName: '100%', lastName: 'Sure_Thing' })
    await app.arrive({ firstName: 'Nora', lastName: 'Nurse', role: 'nurse' })
    await app.arrive({ firstName: 'Ina', lastName: 'Inactive', isActive: false })
    await app.arrive({ firstName: 'Dele', lastName: 'Ted', deletedAt: new Date().toISOString() })
    await app.arrive({ firstName: 'Other', lastName: 'Tenant', tenantId: otherTenant })
    await app.arrive({ firstName: 'Rita', lastName: 'Reception', role: 'receptionist' })
  })

  it('lists active doctors of the caller’s organisation, by name', async () => {
    expect(await names({})).toEqual(['Zoë Müller', "Anna Maria N'Dour", '100% Sure_Thing'])
  })

  it.each([
    ['muller zoe', ['Zoë Müller']],
    ['MARIA', ["Anna Maria N'Dour"]],
    ['%', ['100% Sure_Thing']],
    ['_', ['100% Sure_Thing']],
    ['\\', []],
    ['\0', ['Zoë Müller', "Anna Maria N'Dour", '100% Sure_Thing']],
    ['inactive', []],
    ['tenant', []],
  ])('finds words in any order without accents or case, and takes %j literally', async (search, expected) => {
    expect(await names({ search })).toEqual(expected)
  })

  it('gives other clinical roles only when they are asked for', async () => {
    const { items } = await app.as().clinicians.list({ roles: ['nurse'] })
    expect(items.map((item) => item.role)).toEqual(['nurse'])
  })

  it('visits everyone exactly once, page by page, with the exact total on each', async () => {
    const tenantId = randomUUID()
    for (let index = 0; index < 25; index++) {
      await app.arrive({ tenantId, firstName: `F${index % 3}`, lastName: `Élan${index % 2}` })
    }
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = await app.as({ tenantId }).clinicians.list({ limit: 7, cursor })
      expect(page.total).toBe(25)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toHaveLength(25)
    expect(new Set(seen).size).toBe(25)
  })

  it('uses the trigram index of its own predicate', async () => {
    const client = await app.db.pool.connect()
    await client.query('BEGIN; SET LOCAL enable_seqscan = off')
    await client.query(`SELECT set_config('rollcall.tenant', $1, true)`, [otherTenant])
    // With so few people every index is as good: the others make way for this one transaction.
    await client.query('DROP INDEX directory_user_tenant_name_idx, directory_user_role_name_idx')
    await client.query('SET LOCAL ROLE rollcall_tenant')
    await client.query(buildListQuery(true, false), [otherTenant, ['doctor'], 50, [], ['muller']])
    const { rows } = await client.query<{ scans: number }>(
      `SELECT pg_stat_get_xact_numscans('directory_user_clinician_search_idx'::regclass)::int AS scans`,
    )
    await client.query('ROLLBACK')
    client.release()
    expect(rows).toEqual([{ scans: 1 }])
  })
})

describe('tenancy', () => {
  it('answers sync.versions for another tenant’s user exactly as for an unknown one', async () => {
    const foreign = await app.arrive({ tenantId: otherTenant })
    const unknown = randomUUID()
    const { items } = await app.as().sync.versions({ ids: [foreign, unknown] })
    expect(items.map(({ userId: _, ...rest }) => rest)).toEqual([
      { version: null, state: 'unknown', deleted: false, eventAt: null, syncedAt: null, parked: null },
      { version: null, state: 'unknown', deleted: false, eventAt: null, syncedAt: null, parked: null },
    ])
  })

  it('answers sync.versions in the order asked, tombstones as deleted', async () => {
    const [present, deleted] = [await app.arrive({}, 5), await app.arrive({ deletedAt: new Date().toISOString() }, 2)]
    const { items } = await app.as().sync.versions({ ids: [deleted, present, deleted] })
    expect(items.map(({ userId, version, state }) => [userId, version, state])).toEqual([
      [deleted, 2, 'deleted'],
      [present, 5, 'present'],
      [deleted, 2, 'deleted'],
    ])
  })

  it('shows users.list of the own organisation only, tombstones included', async () => {
    const { items, total } = await app.as({ tenantId: otherTenant }).users.list({ search: 'rollcall.test' })
    expect(total).toBe(items.length)
    expect(items.some(({ lastName }) => lastName === 'Müller')).toBe(false)
    expect((await app.as().users.list({ search: 'dele ted' })).items).toMatchObject([{ deletedAt: expect.any(String) }])
  })
})

describe('strict inputs', () => {
  const api = () => app.as()
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['an unknown key', () => api().clinicians.list({ tenantId: otherTenant } as never), /unknown field tenantId/],
    ['a sort that leaks', () => api().users.list({ sort: 'passwordHash' } as never), /unknown field sort/],
    ['a huge limit', () => api().clinicians.list({ limit: 1e9 }), /expected 1 to 100/],
    [
      'a role that is not clinical',
      () => api().clinicians.list({ roles: ['admin'] } as never),
      /expected one of doctor/,
    ],
    ['a long search', () => api().clinicians.list({ search: 'x'.repeat(10_000) }), /at most 200/],
    ['a malformed id', () => api().sync.versions({ ids: ['1'] }), /id of a user/],
    ['501 ids', () => api().sync.versions({ ids: Array.from({ length: 501 }, () => randomUUID()) }), /at most 500/],
    ['a broken cursor', () => api().clinicians.list({ cursor: 'abc' }), /cursor/],
    [
      'a cursor of another list',
      () => api().appointments.list({ cursor: Buffer.from('["a","b"]').toString('base64url') }),
      /cursor/,
    ],
  ])('refuse %s in words', async (_, call, words) => {
    const error = await fault(call())
    expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(words) })
  })

  it('open nothing to a role without the permission, nor before the password is changed', async () => {
    expect(await fault(app.as({ role: 'staff' }).users.list())).toMatchObject({ code: 'FORBIDDEN' })
    expect(await fault(app.as({ role: 'viewer' }).sync.reconcile({ reason: 'a test' }))).toMatchObject({
      code: 'FORBIDDEN',
    })
    const forced = await fault(app.as({ mustChangePassword: true }).clinicians.list())
    expect(forced).toMatchObject({ cause: { code: 'PASSWORD_CHANGE_REQUIRED' } })
  })
})
