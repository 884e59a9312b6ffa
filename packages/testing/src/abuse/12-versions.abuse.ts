import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
})
afterAll(() => world.close())

const post = (procedure: string, input: object) => world.services.post('authService', procedure, input, admin.token)
const nameOf = async (id: string) =>
  (await world.sql<{ last_name: string }>('auth', 'SELECT last_name FROM "user" WHERE id = $1', [id]))[0]?.last_name
const eventsOf = (id: string) => world.count('auth', 'SELECT count(*) FROM user_event WHERE user_id = $1', [id])

it('a write of a stale version is told the present value, and overwrites nothing', async () => {
  const { id } = await world.add({ role: 'doctor' })
  expect((await post('users.update', { id, expectedVersion: 1, changes: { lastName: 'First' } })).status).toBe(200)
  for (const [procedure, input] of [
    ['users.update', { changes: { lastName: 'Second' } }],
    ['users.setRole', { role: 'viewer' }],
    ['users.deactivate', {}],
    ['users.remove', {}],
  ] as const) {
    const answer = await post(procedure, { id, expectedVersion: 1, ...input })
    expect([procedure, answer.status, answer.error?.appCode]).toEqual([procedure, 409, 'STALE_VERSION'])
    expect(answer.error?.current).toMatchObject({ id, version: 2, lastName: 'First', role: 'doctor', isActive: true })
  }
  expect([await nameOf(id), await world.versionOf(id), await eventsOf(id)]).toEqual(['First', 2, 2])
})

it('of twenty writes of one version at the same moment one is done', async () => {
  const { id } = await world.add({ role: 'doctor' })
  const names = Array.from({ length: 20 }, (_, index) => `Name ${index}`)
  const answers = await Promise.all(
    names.map((lastName) => post('users.update', { id, expectedVersion: 1, changes: { lastName } })),
  )
  const done = answers.flatMap(({ status }, index) => (status === 200 ? [names[index]] : []))
  expect(done).toHaveLength(1)
  expect(answers.filter(({ error }) => error?.appCode === 'STALE_VERSION')).toHaveLength(19)
  expect([await nameOf(id), await world.versionOf(id), await eventsOf(id)]).toEqual([done[0], 2, 2])
})

it.each([[0], [-1], [1.5], ['1'], [null], [true], [2_147_483_648], [Number.MAX_SAFE_INTEGER], [1e308]])(
  'the version %j is none, and nothing is written',
  async (expectedVersion) => {
    const { id } = await world.add({ role: 'doctor' })
    const answer = await post('users.update', { id, expectedVersion, changes: { lastName: 'Taken' } })
    expect([400, 409]).toContain(answer.status)
    expect([await nameOf(id), await world.versionOf(id)]).toEqual(['Moyo', 1])
  },
)

it('an address that somebody has is refused alike, whoever has it and wherever', async () => {
  const [own, theirs] = [await world.add({ role: 'doctor' }), await world.add({ role: 'doctor' }, world.elsewhere)]
  const answers: unknown[] = []
  for (const { email } of [own, theirs]) {
    for (const address of [email, email.toUpperCase(), ` ${email} `]) {
      const answer = await post('users.create', { email: address, firstName: 'A', lastName: 'B', role: 'viewer' })
      answers.push([answer.status, answer.error])
      expect(answer.text).not.toMatch(/constraint|user_email_key|Key \(/)
    }
  }
  expect(answers).toEqual(Array(6).fill(answers[0]))
  expect(answers[0]).toMatchObject([409, { appCode: 'CONFLICT' }])
  expect(
    await world.count('auth', 'SELECT count(*) FROM "user" WHERE email = ANY ($1)', [[own.email, theirs.email]]),
  ).toBe(2)
})

it('a double click makes one user', async () => {
  const email = `double-${crypto.randomUUID()}@abuse.test`
  const person = { email, firstName: 'A', lastName: 'B', role: 'viewer' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => post('users.create', person)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
  expect(await world.count('auth', 'SELECT count(*) FROM "user" WHERE email = $1', [email])).toBe(1)
})
