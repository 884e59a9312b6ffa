import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'
import { foldCounts } from './count-keeper.js'

let service: AuthFixture
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.tokenOf(await service.addUser({ role: 'admin', firstName: 'Root', lastName: 'Admin' }))
  await insert('Zoé', 'Traoré', { email: 'zoe@example.org', phone: '+263771234567', matricule: 'M-77', unit: 'Health' })
  await insert('Ada Grace', 'Moyo', { email: 'ada@example.org', phone: '077 999 8888', unit: 'Health' })
  await insert('Ben', 'Moyo', { email: 'ben@example.org', unit: 'Défense' })
  await insert('Cy', 'Moyo', { email: 'cy@example.org', unit: '' })
  await insert('Zoe', 'Traore', {
    email: 'other@example.org',
    phone: '+263771234567',
    tenant: elsewhere,
    unit: 'Secret',
  })
})
afterAll(() => service.close())

interface Fields {
  email: string
  phone?: string
  matricule?: string
  unit?: string
  tenant?: string
}
const insert = (first: string, last: string, { email, phone, matricule, unit, tenant = clinic }: Fields) =>
  service.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number, matricule, ministere)
     VALUES ($1, $2, $3, $4, 'nurse', $5, $6, $7)`,
    [tenant, email, first, last, phone ?? null, matricule ?? null, unit ?? null],
  )
const emailsOf = async (input: object) =>
  (await service.query('users.list', input, token)).data.items.map(({ email }: { email: string }) => email)

describe('a search by telephone number', () => {
  it.each(['+263 77 123', '077 123', '(077) 123-4567', '00263 77 123 4567', '771234567', '77 123 4567 traore'])(
    'finds it in the writing %j',
    async (search) => expect(await emailsOf({ search })).toEqual(['zoe@example.org']),
  )
  it('finds a number that somebody wrote into the database in a form of their own', async () => {
    expect(await emailsOf({ search: '0779998888' })).toEqual(['ada@example.org'])
    expect(await emailsOf({ search: '077 999 8888' })).toEqual(['ada@example.org'])
  })
  it('one or two letters are looked for where words begin', async () => {
    expect(await emailsOf({ search: 'gr' })).toEqual(['ada@example.org'])
    expect(await emailsOf({ search: 'oy' })).toEqual([])
  })
})

describe('roles', () => {
  const roles = async (input: object = {}) => (await service.query('users.roles', input, token)).data.items

  it('are counted in the own organisation, in a state and in units', async () => {
    expect(await roles()).toEqual([
      { role: 'admin', people: 1 },
      { role: 'nurse', people: 4 },
    ])
    expect(await roles({ ministeres: ['Health'] })).toEqual([{ role: 'nurse', people: 2 }])
    expect(await roles({ state: 'inactive' })).toEqual([])
    expect((await service.query('users.roles', { search: 'moyo' }, token)).status).toBe(400)
  })
})

describe('units', () => {
  const units = async (input: object = {}) => (await service.query('users.units', input, token)).data.items

  it('are those of the own organisation, most people first, and follow every write', async () => {
    expect(await units()).toEqual([
      { ministere: 'Health', people: 2 },
      { ministere: null, people: 2 },
      { ministere: 'Défense', people: 1 },
    ])
    expect(await units({ search: 'DEFENSE' })).toEqual([{ ministere: 'Défense', people: 1 }])
    await service.db.pool.query(`UPDATE "user" SET deleted_at = now() WHERE email = 'ben@example.org'`)
    expect(await units({ search: 'defense' })).toEqual([])
    await service.db.pool.query(`UPDATE "user" SET deleted_at = NULL WHERE email = 'ben@example.org'`)
    expect(await units({ search: 'defense' })).toEqual([{ ministere: 'Défense', people: 1 }])
  })

  it('narrow the list; an empty text means people without one', async () => {
    expect(await emailsOf({ ministeres: ['Health'] })).toEqual(['ada@example.org', 'zoe@example.org'])
    expect(await emailsOf({ ministeres: ['', 'Défense'], search: 'moyo' })).toEqual([
      'ben@example.org',
      'cy@example.org',
    ])
    expect((await service.query('users.list', { ministeres: ['', 'Secret'] }, token)).data.total).toBe(2)
  })
})

describe('the counts', () => {
  const sums = async () =>
    (
      await service.db.pool.query(
        `SELECT tenant_id, role, ministere, state, sum(people)::int AS people FROM people_count
         GROUP BY 1, 2, 3, 4 HAVING sum(people) <> 0 ORDER BY 1, 2, 3, 4`,
      )
    ).rows
  const counted = async () =>
    (
      await service.db.pool.query(
        `SELECT tenant_id, role, ministere, people_state(is_active, deleted_at) AS state, count(*)::int AS people
         FROM "user" GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      )
    ).rows

  it('are those of the people, whatever was written, and folding them changes nothing', async () => {
    await service.db.pool.query(`UPDATE "user" SET role = 'doctor', is_active = email < 'b' WHERE last_name = 'Moyo'`)
    await service.db.pool.query(`DELETE FROM "user" WHERE email = 'cy@example.org'`)
    await service.db.pool.query(`UPDATE "user" SET first_name = 'Benjamin' WHERE email = 'ben@example.org'`)
    const people = await counted()
    expect(await sums()).toEqual(people)
    await Promise.all([foldCounts(service.system), foldCounts(service.system)])
    expect(await sums()).toEqual(people)
    const { rows } = await service.db.pool.query('SELECT count(*)::int AS rows FROM people_count')
    expect(rows).toEqual([{ rows: people.length }])
    await service.db.pool.query(
      `UPDATE "user" SET role = 'nurse', is_active = true, deleted_at = NULL WHERE last_name = 'Moyo'`,
    )
    expect(await sums()).toEqual(await counted())
  })
})

describe('people who may be the same', () => {
  const similar = async (input: object) => {
    const { data } = await service.query('users.similar', { firstName: '', lastName: '', ...input }, token)
    return data.items.map(({ user, same }: { user: { email: string }; same: string[] }) => [user.email, ...same])
  }

  it.each<[string, object, string[][]]>([
    ['address', { email: ' ZOE@example.org' }, [['zoe@example.org', 'email']]],
    ['number', { phoneNumber: '+263 77 123 4567' }, [['zoe@example.org', 'phoneNumber']]],
    ['matricule', { matricule: 'm-77' }, [['zoe@example.org', 'matricule']]],
    [
      'names without accents, in another order',
      { firstName: 'traore', lastName: 'ZOE' },
      [['zoe@example.org', 'name']],
    ],
    ['names split elsewhere', { firstName: 'Ada', lastName: 'Grace Moyo' }, [['ada@example.org', 'name']]],
    ['part of a name', { firstName: 'Ada', lastName: 'Moyo' }, []],
    ['number that is not finished', { phoneNumber: '+263 77' }, []],
    ['address elsewhere', { email: 'other@example.org' }, []],
    ['nothing', {}, []],
  ])('are found by the same %s', async (_, input, expected) => expect(await similar(input)).toEqual(expected))

  it('are listed by how much is the same, without the person who is edited', async () => {
    const typed = { firstName: 'Zoe', lastName: 'Traore', phoneNumber: '+263771234567', email: 'ben@example.org' }
    expect(await similar(typed)).toEqual([
      ['zoe@example.org', 'phoneNumber', 'name'],
      ['ben@example.org', 'email'],
    ])
    const { rows } = await service.db.pool.query(`SELECT id FROM "user" WHERE email = 'zoe@example.org'`)
    expect(await similar({ ...typed, exceptId: rows[0].id })).toEqual([['ben@example.org', 'email']])
  })
})
