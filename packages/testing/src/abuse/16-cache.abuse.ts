import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from './support/people.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let doctors: Person[]
let theirs: Person
beforeAll(async () => {
  world = await openWorld()
  doctors = [await world.add({ role: 'doctor' }), await world.add({ role: 'doctor' })]
  theirs = await world.add({ role: 'doctor', lastName: 'Faraway' }, world.elsewhere)
  admin = await world.signIn(await world.add())
  for (const { id } of [...doctors, theirs]) await world.arrival(id)
})
afterAll(() => world.close())

const reason = 'a look at the cache'
const post = (procedure: string, input: unknown) => world.services.post('chatService', procedure, input, admin.token)
const runs = () => world.count('chat', 'SELECT count(*) FROM prewarm_run WHERE tenant_id = $1', [world.clinic])
const namesOf = (data: unknown): string[] => Object(data).items.map((item: { userId: string }) => item.userId)

async function expectRefusal(procedure: string, input: unknown): Promise<void> {
  const answer = await post(procedure, input)
  expect([answer.status, answer.error?.appCode], answer.text).toEqual([400, 'BAD_INPUT'])
  expect(answer.text.length).toBeLessThan(2000)
}

const noIds: unknown[] = [
  'x',
  '',
  '*',
  'user:profile:*',
  '0192f000',
  "' OR 1=1 --",
  7,
  null,
  [],
  {},
  `${randomUUID()}\r\nDEL`,
]
describe.each(['profiles.byId', 'cache.inspect', 'cache.invalidate'])('%s', (procedure) => {
  it.each(noIds)('takes no id %j', async (id) => {
    await expectRefusal(procedure, procedure === 'cache.invalidate' ? { id, reason } : { id })
  })
})

describe('lists of profiles', () => {
  it('keep the order asked for, duplicates included', async () => {
    const [one = '', other = ''] = doctors.map(({ id }) => id)
    const ids = [other, one, other, one.toUpperCase(), other]
    const { data } = await post('profiles.byIds', { ids })
    expect(namesOf(data)).toEqual([other, one, other, one, other])
  })

  it('take 500 ids, and not 501, none, or something else', async () => {
    const [id = ''] = doctors.map((doctor) => doctor.id)
    expect(namesOf((await post('profiles.byIds', { ids: Array(500).fill(id) })).data)).toHaveLength(500)
    for (const ids of [Array(501).fill(id), [], id, null, [null], [7], ['x'.repeat(101)]]) {
      await expectRefusal('profiles.byIds', { ids })
    }
  })

  it('answer another organisation’s id as an unknown one, and one that is none by itself', async () => {
    const [id = ''] = doctors.map((doctor) => doctor.id)
    const unknown = randomUUID()
    const { data } = await post('profiles.byIds', { ids: [theirs.id, 'none', id, unknown] })
    expect(namesOf(data)).toEqual([id])
    const errors: { id: string; code: string; message: string }[] = Object(data).errors
    const plain = (wanted: string) => {
      const found = errors.filter((error) => error.id === wanted)
      return JSON.stringify(found).replaceAll(wanted, '<id>')
    }
    expect(plain(theirs.id)).toContain('NOT_FOUND')
    expect(plain(theirs.id)).toBe(plain(unknown))
    expect(plain('none')).toContain('BAD_INPUT')
  })
})

describe('a comparison with the directory', () => {
  it.each([0, -1, 1.5, 10_001, 1e9, '10', [], {}])('takes no sample of %j', async (sample) => {
    await expectRefusal('cache.verify', { sample })
  })

  it('names nobody of another organisation, whatever is wrong with their profile', async () => {
    await world.cache.hset(`user:profile:${theirs.id}`, { fullName: 'Tampered with' })
    const { status, text } = await post('cache.verify', { sample: null })
    expect([status, text.includes(theirs.id)]).toEqual([200, false])
    const stranger = await world.signIn(await world.add({}, world.elsewhere))
    const own = await world.services.post('chatService', 'cache.verify', { sample: null }, stranger.token)
    expect([own.status, own.text.includes(theirs.id)]).toEqual([200, true])
    await world.cache.del(`user:profile:${theirs.id}`)
  })
})

const bounds: [option: string, least: number, most: number][] = [
  ['daysBack', 1, 365],
  ['batchSize', 1, 500],
  ['delayBetweenBatches', 0, 60_000],
  ['maxUsers', 1, 1_000_000],
]
describe.each(bounds)('%s of a prewarming', (option, least, most) => {
  it.each([least - 1, most + 1, -1e9, 1e308, least + 0.5, String(least), null, [least], { gt: least }, true])(
    'is not %j, and nothing is started',
    async (value) => {
      const before = await runs()
      await expectRefusal('cache.prewarm.start', { reason, [option]: value })
      expect(await runs()).toBe(before)
    },
  )
})

it.each(['tenantId', 'tenant_id', 'userIds', 'ids', 'scope', 'startedBy', 'state'])(
  'a prewarming takes no %s: whose users are meant is the session’s to say',
  async (field) => {
    const before = await runs()
    for (const procedure of ['cache.prewarm.start', 'cache.prewarm.stop']) {
      await expectRefusal(procedure, { reason, [field]: world.elsewhere })
    }
    expect(await runs()).toBe(before)
  },
)

const withReason = ['cache.invalidate', 'cache.prewarm.start', 'cache.prewarm.stop']
describe.each(withReason)('%s', (procedure) => {
  it.each([undefined, null, '', '   ', '\n\t', 'x'.repeat(501), 7, ['r'], {}])(
    'is refused with the reason %j',
    async (given) => {
      const [doctor] = doctors
      const before = await runs()
      const target = procedure === 'cache.invalidate' ? { id: doctor?.id } : {}
      await expectRefusal(procedure, { ...target, reason: given })
      expect([await runs(), await world.cache.exists(`user:profile:${doctor?.id}`)]).toEqual([before, 1])
    },
  )
})

const unknownFields: [procedure: string, input: object][] = [
  ['cache.stats', {}],
  ['cache.history', { minutes: 60 }],
  ['cache.topMisses', { hours: 1 }],
  ['cache.breakerChanges', { limit: 1 }],
  ['cache.verify', { sample: 1 }],
  ['cache.prewarm.runs', { limit: 1 }],
  ['cache.prewarm.run', { id: '0192f000-0000-7000-8000-0000000000aa' }],
]
it.each(unknownFields)('%s takes no field that it doesn’t name', async (procedure, input) => {
  for (const extra of [{ tenantId: world.elsewhere }, { everyone: true }]) {
    const answer = await post(procedure, { ...input, ...extra })
    expect([answer.status, answer.text.includes('unknown field')], answer.text).toEqual([400, true])
  }
})

const limits: [procedure: string, field: string, values: unknown[]][] = [
  ['cache.history', 'minutes', [4, 1441, 1e9, 5.5, '60', null]],
  ['cache.topMisses', 'hours', [0, 169, 1.5, '24']],
  ['cache.topMisses', 'limit', [0, 101, 1e9, '10']],
  ['cache.breakerChanges', 'limit', [0, 101, -1, []]],
  ['cache.prewarm.runs', 'limit', [0, 51, 1e9]],
]
it.each(limits)('%s takes no %s beyond its bounds', async (procedure, field, values) => {
  for (const value of values) await expectRefusal(procedure, { [field]: value })
})

it.each(['x', '', 7, null, [], "0192f000'--"])('cache.prewarm.run takes no id %j', async (id) => {
  await expectRefusal('cache.prewarm.run', { id })
})
