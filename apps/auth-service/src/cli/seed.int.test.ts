import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyPassword } from '../sign-in/password-hash.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('auth')
})
afterAll(() => db.drop())

const runFile = promisify(execFile)

async function run(script: string, args: string[], env: Record<string, string> = {}) {
  const file = fileURLToPath(new URL(`./${script}.ts`, import.meta.url))
  const options = { env: { PATH: process.env.PATH ?? '', AUTH_DATABASE_URL: db.url, ...env } }
  const settled = runFile(process.execPath, ['--conditions=rollcall-source', '--import', 'tsx', file, ...args], options)
  return settled.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error) => ({ code: Number(error.code), text: String(error.stderr) }),
  )
}

const count = async (where: string) => {
  const { rows } = await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${where}`)
  return rows[0]?.n
}

it('the demo has one administrator, six doctors and three more, and a second run changes nothing', async () => {
  const first = await run('seed-demo', [], { DEMO_PASSWORD: 'demo password one' })
  expect(first).toEqual({ code: 0, text: 'Demo Clinic: 10 users created, 0 were there already.\n' })
  await db.pool.query(`UPDATE "user" SET email = 'moved@rollcall.test' WHERE last_name = 'Moyo'`)
  const events = await count('user_event')
  const second = await run('seed-demo', [], { DEMO_PASSWORD: 'demo password one' })
  expect(second.text).toBe('Demo Clinic: 0 users created, 10 were there already.\n')
  expect([await count('user_event'), await count('account')]).toEqual([events, 10])
  const { rows } = await db.pool.query(`SELECT role, count(*)::int AS n FROM "user" GROUP BY role ORDER BY role`)
  expect(Object.fromEntries(rows.map(({ role, n }) => [role, n]))).toEqual({
    admin: 1,
    consultant: 1,
    doctor: 6,
    nurse: 1,
    pharmacist: 1,
  })
})

it('another DEMO_PASSWORD reaches whoever has not chosen a password since', async () => {
  await db.pool.query(
    `UPDATE account SET updated_at = now() + interval '1 second' FROM "user" u WHERE u.id = user_id AND u.role = 'nurse'`,
  )
  await run('seed-demo', [], { DEMO_PASSWORD: 'demo password two' })
  const { rows } = await db.pool.query<{ role: string; password: string }>(
    `SELECT u.role, a.password FROM account a JOIN "user" u ON u.id = a.user_id WHERE u.role IN ('admin', 'nurse') ORDER BY 1`,
  )
  expect(await verifyPassword(rows[0]?.password ?? '', 'demo password two')).toBe(true)
  expect(await verifyPassword(rows[1]?.password ?? '', 'demo password one')).toBe(true)
})

it('a missing or short DEMO_PASSWORD is an error that says so', async () => {
  expect(await run('seed-demo', [])).toMatchObject({
    code: 1,
    text: expect.stringContaining('DEMO_PASSWORD: is missing'),
  })
  expect(await run('seed-demo', [], { DEMO_PASSWORD: 'short' })).toMatchObject({
    code: 1,
    text: expect.stringContaining('12 characters'),
  })
})

it('generated users number on from the last, in the bulk lane, by the seed', async () => {
  const first = await run('seed-users', ['--users', '120'])
  expect(first).toMatchObject({ code: 0, text: expect.stringMatching(/120 users added in [\d.]+ s: \d+ users\/s/) })
  await run('seed-users', ['--users', '5'])
  expect(await count(`"user" WHERE email LIKE '%@people.rollcall.test'`)).toBe(125)
  expect(await count(`"user" WHERE email LIKE '%.0000125@people.rollcall.test'`)).toBe(1)
  expect(await count(`outbox WHERE lane = 'bulk'`)).toBe(125)
  expect(await count(`user_event WHERE actor_kind = 'service' AND actor_id = 'seed-users'`)).toBe(125)
})

it.each([[[]], [['--users', '0']], [['--users', '1000001']], [['--users', 'many']], [['--everyone']]])(
  'refuses %j with a sentence',
  async (args) => {
    expect(await run('seed-users', args)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/No more users were added\. .+/),
    })
  },
)
