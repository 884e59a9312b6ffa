import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'

const people = 4321
let service: AuthFixture
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.tokenOf(await service.addUser({ role: 'admin', firstName: 'Root', lastName: 'Admin' }))
  await service.addUser({ tenantId: elsewhere, lastName: 'Stranger' })
  await service.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number, ministere, is_active)
     SELECT $1, 'e' || n || '@example.org', (ARRAY['=1+1', 'Zoé', 'Ada, "the first"'])[n % 3 + 1], 'Name ' || n % 50,
       (ARRAY['nurse', 'doctor'])[n % 2 + 1], '+2637712' || n, (ARRAY['Health, and more', NULL])[n % 2 + 1], n % 7 > 0
     FROM generate_series(10000, 10000 + $2 - 1) n`,
    [clinic, people],
  )
})
afterAll(() => service.close())

async function exported(query: string, as = token) {
  const answer = await service.get(`/users/export${query}`, { authorization: `Bearer ${as}` })
  const rows: Record<string, string>[] =
    answer.statusCode === 200 ? parse(answer.body, { columns: true, bom: true }) : []
  return { answer, rows }
}

describe('the export', () => {
  it.each([
    '?',
    '?sort=role&order=desc',
    '?sort=updatedAt',
    '?search=zoe&state=inactive',
    '?roles=doctor,nurse&search=name',
  ])('%s holds exactly whom the list shows, in its order', async (query) => {
    const input = Object.fromEntries(new URLSearchParams(query))
    const wish = { ...input, ...(input.roles ? { roles: input.roles.split(',') } : {}) }
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = (
        await service.query('users.list', { ...wish, limit: 200, cursor }, token)
      ).data
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    const { rows } = await exported(query)
    expect(rows.map(({ id }) => id)).toEqual(ids)
    expect(ids.length).toBeGreaterThan(200)
  })

  it('takes units that hold commas, and the columns asked for in their order', async () => {
    const { rows, answer } = await exported(
      `?ministeres=${encodeURIComponent('Health, and more')}&columns=ministere,email`,
    )
    expect(rows).toHaveLength(Math.ceil(people / 2))
    expect(Object.keys(rows[0] ?? {})).toEqual(['ministere', 'email'])
    expect(answer.body.startsWith('\ufeffministere,email\n')).toBe(true)
    expect((await exported('?ministeres=&columns=id')).rows).toHaveLength(Math.floor(people / 2) + 1)
  })

  it('guards what would be a formula, and quotes what needs it', async () => {
    const { rows } = await exported('?columns=firstName,phoneNumber')
    const cells = rows.flatMap((row) => Object.values(row))
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
    expect(new Set(rows.map(({ firstName }) => firstName))).toEqual(
      new Set(["'=1+1", 'Zoé', 'Ada, "the first"', 'Root']),
    )
  })

  it('masks contact for whoever may not see it, and is not sorted by it', async () => {
    const viewer = await service.tokenOf(await service.addUser({ role: 'viewer', lastName: 'Zz' }))
    const { rows, answer } = await exported('?search=name', viewer)
    expect(rows).toHaveLength(people)
    expect(answer.body).not.toMatch(/e1\d{4}@|2637712/)
    expect(rows[0]?.email).toBe('•••@example.org')
    expect((await exported('?sort=email', viewer)).answer.statusCode).toBe(403)
  })

  it('is written to the trail, where what was searched for can be erased', async () => {
    await exported('?search=secret&roles=nurse')
    const { rows } = await service.db.pool.query(
      `SELECT details, personal FROM audit_entry WHERE action = 'users.exported' ORDER BY position DESC LIMIT 1`,
    )
    expect(rows[0].personal).toEqual({ search: 'secret' })
    expect(rows[0].details).toMatchObject({ roles: ['nurse'], sort: 'name' })
  })

  it.each(['?columns=passwordHash', '?sort=version', '?limit=10', '?state=gone', '?tenantId=x', '?sync=somewhere'])(
    'refuses %s',
    async (query) => expect((await exported(query)).answer.statusCode).toBe(400),
  )

  it('says that a service can’t be asked before it begins', async () => {
    const { answer } = await exported('?sync=parked')
    expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining("can't be asked")])
  })
})

describe('the export of chosen people', () => {
  const chosen = async (body: object, as = token) => {
    const answer = await service.post('/users/export', body, { authorization: `Bearer ${as}` })
    const rows: Record<string, string>[] =
      answer.statusCode === 200 ? parse(answer.body, { columns: true, bom: true }) : []
    return { answer, ids: rows.map(({ id }) => id) }
  }
  const idsOf = async (input: object): Promise<string[]> =>
    (await service.query('users.list', { limit: 200, ...input }, token)).data.items.map(({ id }: { id: string }) => id)

  it('holds those named, in the order asked for, and nobody of another organisation', async () => {
    const ids = await idsOf({ sort: 'email' })
    const strangers = await service.db.pool.query('SELECT id FROM "user" WHERE tenant_id = $1', [elsewhere])
    const selection = { ids: [...ids.toReversed(), ...strangers.rows.map(({ id }) => id)] }
    expect((await chosen({ selection, sort: 'email' })).ids).toEqual(ids)
  })

  it('holds all whom a filter finds but for some, more than a page of them', async () => {
    const except = (await idsOf({ roles: ['nurse'] })).slice(0, 3)
    const { ids } = await chosen({ selection: { filter: { roles: ['nurse'] }, except } })
    expect(ids).toHaveLength(Math.ceil(people / 2) - 3)
    expect(ids.filter((id) => except.includes(id ?? ''))).toEqual([])
  })

  it('is written to the trail with how many were named, and not with who', async () => {
    await chosen({ selection: { ids: await idsOf({ limit: 4 }) }, columns: ['email'] })
    const { rows } = await service.db.pool.query(
      `SELECT details FROM audit_entry WHERE action = 'users.exported' ORDER BY position DESC LIMIT 1`,
    )
    expect(rows[0].details).toEqual({ people: 4, sort: 'name', order: 'asc', columns: ['email'] })
  })

  it.each([
    {},
    { selection: {} },
    { selection: { ids: [] } },
    { selection: { ids: ['x'] } },
    { selection: { filter: {} }, columns: ['passwordHash'] },
    { selection: { filter: { tenantId: clinic } } },
    { selection: { filter: {} }, limit: 5 },
  ])('refuses %j', async (body) => expect((await chosen(body)).answer.statusCode).toBe(400))
})
