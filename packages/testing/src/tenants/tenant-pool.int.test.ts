import { createLogger } from '@rollcall/service-kit/logger'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test-database.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const clinic = '0192f000-0000-7000-8000-00000000000a'
const elsewhere = '0192f000-0000-7000-8000-00000000000b'

let db: TestDatabase
let pool: Pool
beforeAll(async () => {
  db = await createTestDatabase('auth')
  // One connection: whoever comes next has the one of whoever was before.
  pool = createTenantPool({ connectionString: db.url, logger, max: 1 })
  await db.pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Clinic'), ($2, 'Elsewhere')`, [
    clinic,
    elsewhere,
  ])
})
afterAll(async () => {
  await pool.end()
  await db.drop()
})

const readNames = async () => (await pool.query<{ name: string }>('SELECT name FROM organisation')).rows
const refusal = /outside every organisation/

describe('a pool for people', () => {
  it('refuses whatever is asked outside an organisation', async () => {
    await expect(readNames()).rejects.toThrow(refusal)
    await expect(pool.connect()).rejects.toThrow(refusal)
    await expect(inTransaction(pool, async () => undefined)).rejects.toThrow(refusal)
    const byCallback = new Promise((resolve) => pool.connect((error) => resolve(error?.message)))
    expect(await byCallback).toMatch(refusal)
  })

  it('shows each of many interleaved requests its own organisation, on one connection', async () => {
    const requests = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? elsewhere : clinic))
    const answers = await Promise.all(
      requests.map((tenantId, index) =>
        inTenant(tenantId, () =>
          index % 2 === 0
            ? readNames()
            : inTransaction(pool, async (client) => (await client.query('SELECT name FROM organisation')).rows),
        ),
      ),
    )
    expect(answers).toEqual(requests.map((tenantId) => [{ name: tenantId === clinic ? 'Clinic' : 'Elsewhere' }]))
  })

  it('tells a new connection as well, after the old one was cut', async () => {
    await inTenant(clinic, readNames)
    await db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
         AND application_name <> 'test' AND backend_type = 'client backend'`,
    )
    await expect.poll(() => inTenant(elsewhere, readNames).catch(() => [])).toEqual([{ name: 'Elsewhere' }])
  })

  it('refuses to work with a role that no policy binds', async () => {
    const unbound = createTenantPool({ connectionString: `${db.url}?options=-c%20jit%3Doff`, logger, max: 1 })
    await expect(inTenant(clinic, () => unbound.query('SELECT name FROM organisation'))).rejects.toThrow(
      'of the role rollcall and not of rollcall_tenant',
    )
    await unbound.end()
  })

  it('gives a connection back whose organisation can’t be told', async () => {
    await expect(inTenant('no uuid', readNames)).rejects.toThrow('invalid input syntax')
    expect(await inTenant(clinic, readNames)).toEqual([{ name: 'Clinic' }])
  })
})

describe('a procedure for people', () => {
  const left: unknown[] = []
  const app = router({
    names: personProcedure(null).query(readNames),
    watch: personProcedure(null).subscription(async function* () {
      try {
        for (;;) yield await readNames()
      } finally {
        left.push(await readNames())
      }
    }),
  })
  const as = (tenantId: string) =>
    app.createCaller({
      requestId: 'test',
      traceparent: null,
      logger,
      authenticate: async () => ({
        ...{ kind: 'user', userId: 'a', sessionId: 's', tenantId, role: 'admin', platform: false },
        ...{ mustChangePassword: false, twoFactorRequired: false },
      }),
    })

  it('runs for the organisation of whoever is signed in', async () => {
    expect(await Promise.all([as(clinic).names(), as(elsewhere).names()])).toEqual([
      [{ name: 'Clinic' }],
      [{ name: 'Elsewhere' }],
    ])
  })

  it('keeps every step of a stream in it, also the last, and also when they alternate', async () => {
    const mine = (await as(clinic).watch())[Symbol.asyncIterator]()
    const theirs = (await as(elsewhere).watch())[Symbol.asyncIterator]()
    for (let round = 0; round < 3; round += 1) {
      const steps = await Promise.all([mine.next(), theirs.next()])
      expect(steps.map(({ value }) => value)).toEqual([[{ name: 'Clinic' }], [{ name: 'Elsewhere' }]])
    }
    await inTenant(elsewhere, async () => mine.return?.(undefined))
    await theirs.return?.(undefined)
    expect(left).toEqual([[{ name: 'Clinic' }], [{ name: 'Elsewhere' }]])
  })
})
