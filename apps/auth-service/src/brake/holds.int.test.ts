import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
const people: Record<'ada' | 'ben' | 'operator' | 'viewer' | 'doctor' | 'lone', TestUser> = Object.create(null)
const tokens: Record<string, string> = {}
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  people.ada = await service.addUser({ role: 'admin', firstName: 'Ada' })
  people.ben = await service.addUser({ role: 'admin', firstName: 'Ben' })
  people.operator = await service.addUser({ role: 'operator' })
  people.viewer = await service.addUser({ role: 'viewer' })
  people.doctor = await service.addUser({ role: 'doctor' })
  people.lone = await service.addUser({ role: 'admin', tenantId: elsewhere })
  for (const [name, user] of Object.entries(people)) tokens[name] = await service.tokenOf(user)
})
afterAll(() => service.close())

/** Removes 30 new people of an organisation at once, in somebody's name. */
const cause = async (by: string, tenantId = clinic) => {
  const { rows } = await service.db.pool.query<{ id: string }>(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT $1, gen_random_uuid() || '@example.org', 'Nia', 'N' || n, 'nurse' FROM generate_series(1, 30) n RETURNING id`,
    [tenantId],
  )
  const client = await service.db.pool.connect()
  await client.query('BEGIN')
  await client.query(`SELECT set_config('rollcall.actor', $1, true)`, [by])
  await client.query('UPDATE "user" SET is_active = false WHERE id = ANY ($1::uuid[])', [rows.map(({ id }) => id)])
  await client.query('COMMIT')
  client.release()
  return rows.map(({ id }) => id)
}
const held = async (who: string) => (await service.query('sync.held', undefined, tokens[who])).data.items
const decide = (deed: 'approve' | 'reject', id: string, who: string) =>
  service.mutate(`sync.${deed}`, { id, reason: 'a test' }, tokens[who])

beforeEach(async () => {
  // The organisations grow from test to test; thirty people are always too many.
  await service.db.pool.query('UPDATE organisation SET brake_share = 0.01, brake_count = 10, brake_delay_minutes = 30')
  for (const who of ['ada', 'ben', 'lone']) {
    for (const { id, state } of await held(who)) if (state === 'waiting') await decide('reject', id, who)
  }
})

describe('the list of held changes', () => {
  it('tells who, how many of how many, and a sample of them', async () => {
    const ids = await cause(`user:${people.ada.id}`)
    const [hold] = await held('viewer')
    expect(hold).toMatchObject({
      ...{ state: 'waiting', people: 30, decidedAt: null, decidedBy: null },
      causedBy: [{ id: people.ada.id, kind: 'user', name: 'Ada Moyo' }],
      ...{ mayApprove: false, whyNot: 'Only an administrator may decide this.' },
    })
    expect(hold.activeBefore).toBeGreaterThanOrEqual(35)
    expect(hold.sample).toHaveLength(20)
    expect(hold.sample[0]).toMatchObject({ role: 'nurse', change: 'deactivated' })
    expect(ids).toContain(hold.sample[0].userId)
  })

  it('shows nothing of another organisation’s', async () => {
    await cause(`user:${people.ada.id}`)
    expect((await held('lone')).filter(({ state }: { state: string }) => state === 'waiting')).toEqual([])
  })

  it('names an actor who is no person as the log does', async () => {
    await cause('service:import')
    expect((await held('ada'))[0].causedBy).toEqual([{ id: 'import', kind: 'service', name: null }])
  })

  it('lists what was decided behind what waits, with who decided it', async () => {
    await cause(`user:${people.ada.id}`)
    const [{ id }] = await held('ben')
    expect((await decide('approve', id, 'ben')).status).toBe(200)
    await cause(`user:${people.ada.id}`)
    const [first, second] = await held('ada')
    expect(first.state).toBe('waiting')
    expect(second).toMatchObject({
      id,
      state: 'approved',
      people: 30,
      decidedBy: { id: people.ben.id, name: 'Ben Moyo' },
    })
    expect(second.sample).toEqual([])
  })

  it('tells that everyone was restored one by one', async () => {
    const ids = await cause(`user:${people.ada.id}`)
    await service.db.pool.query('UPDATE "user" SET is_active = true WHERE id = ANY ($1::uuid[])', [ids])
    const [hold] = await held('ada')
    expect(hold).toMatchObject({ state: 'rejected', people: 0, decidedBy: null })
    expect((await decide('approve', hold.id, 'ben')).error.message).toMatch(/restored one by one/)
  })
})

describe('approval', () => {
  it('is not for who caused it, as long as there is another administrator', async () => {
    const ids = await cause(`user:${people.ada.id}`)
    const [hold] = await held('ada')
    expect(hold).toMatchObject({ mayApprove: false, approveFrom: null })
    const refused = await decide('approve', hold.id, 'ada')
    expect(refused.status).toBe(409)
    expect(refused.error.message).toBe('You made these changes yourself. Another administrator has to approve them.')
    expect((await held('ben'))[0]).toMatchObject({ id: hold.id, mayApprove: true, whyNot: null })
    expect((await service.eventsOf(ids[0] ?? '')).at(-1)).toMatchObject({ version: 2 })
    expect((await decide('approve', hold.id, 'ben')).data).toMatchObject({ state: 'approved', people: 30 })
  })

  it('by the only administrator takes the delay, and says from when', async () => {
    await cause(`user:${people.lone.id}`, elsewhere)
    const [hold] = await held('lone')
    expect(Date.parse(hold.approveFrom) - Date.parse(hold.lastAt)).toBe(30 * 60_000)
    const refused = await decide('approve', hold.id, 'lone')
    expect([refused.status, refused.error.message]).toEqual([409, expect.stringContaining(hold.approveFrom)])
    // A delay that is shortened afterwards counts for later holds.
    const brake = { share: 0.2, count: 10, windowMinutes: 60, approvalDelayMinutes: 1 }
    await service.mutate('sync.setBrake', { ...brake, reason: 'a test' }, tokens.lone)
    expect((await held('lone'))[0].approveFrom).toBe(hold.approveFrom)
    await service.db.pool.query(`UPDATE hold SET last_at = now() - interval '31 minutes' WHERE id = $1`, [hold.id])
    expect((await held('lone'))[0].mayApprove).toBe(true)
    expect((await decide('approve', hold.id, 'lone')).status).toBe(200)
  })

  it('where every administrator had a part in it takes the delay as well', async () => {
    await cause(`user:${people.ada.id}`)
    await cause(`user:${people.ben.id}`)
    const [hold] = await held('ada')
    expect(hold.causedBy.map(({ id }: { id: string }) => id).sort()).toEqual([people.ada.id, people.ben.id].sort())
    for (const who of ['ada', 'ben']) expect((await held(who))[0].approveFrom).not.toBeNull()
    expect((await decide('approve', hold.id, 'ben')).error.message).toContain(hold.approveFrom)
    await service.db.pool.query(`UPDATE hold SET last_at = now() - interval '31 minutes' WHERE id = $1`, [hold.id])
    expect((await decide('approve', hold.id, 'ben')).status).toBe(200)
  })

  it.each(['operator', 'viewer', 'doctor'])('is not for the role %s', async (who) => {
    await cause('service:import')
    const [{ id }] = await held('ada')
    for (const deed of ['approve', 'reject'] as const) expect((await decide(deed, id, who)).status).toBe(403)
    expect((await held('ada'))[0]).toMatchObject({ id, state: 'waiting' })
  })

  it('of another organisation’s change is answered as of an unknown one', async () => {
    await cause('service:import')
    const [{ id }] = await held('ada')
    const answers = [await decide('approve', id, 'lone'), await decide('reject', id, 'lone')]
    for (const { status, error } of answers) {
      expect([status, error.message]).toEqual([404, `Held change with ID ${id} not found`])
    }
    expect((await decide('approve', clinic, 'ada')).error.message).toBe(`Held change with ID ${clinic} not found`)
  })

  it('of what is decided says who decided it, and when', async () => {
    await cause('service:import')
    const [{ id }] = await held('ada')
    const { data } = await decide('reject', id, 'ada')
    const again = await decide('approve', id, 'ben')
    expect(again.status).toBe(409)
    expect(again.error.message).toBe(`Ada Moyo rejected this at ${data.decidedAt}; it is decided.`)
  })
})

describe('rejection', () => {
  it('is for who caused it as well', async () => {
    const ids = await cause(`user:${people.ada.id}`)
    const [{ id }] = await held('ada')
    expect((await decide('reject', id, 'ada')).data).toMatchObject({ state: 'rejected', people: 30 })
    expect((await service.eventsOf(ids[0] ?? '')).at(-1)).toMatchObject({
      ...{ type: 'user.activated', version: 3, actor: `user:${people.ada.id}` },
    })
  })
})

describe('the settings of the brake', () => {
  it('are read by who sees the road and set by administrators', async () => {
    const brake = { share: 0.5, count: 3, windowMinutes: 15, approvalDelayMinutes: 45 }
    expect((await service.mutate('sync.setBrake', { ...brake, reason: 'a test' }, tokens.operator)).status).toBe(403)
    expect((await service.mutate('sync.setBrake', { ...brake, reason: 'a test' }, tokens.ada)).data).toEqual(brake)
    expect((await service.query('sync.brake', undefined, tokens.viewer)).data).toEqual(brake)
    expect((await service.query('sync.brake', undefined, tokens.doctor)).status).toBe(403)
    expect((await service.query('sync.brake', undefined, tokens.lone)).data).not.toEqual(brake)
  })

  it.each([
    ['share', 1.5, 'share: expected a share from 0 to 1, such as 0.2 for 20 %'],
    ['count', -1, 'count: expected a whole number from 0 to 1,000,000'],
    ['windowMinutes', 0, 'windowMinutes: expected minutes from 1 to 1440'],
    ['approvalDelayMinutes', 1.5, 'approvalDelayMinutes: expected minutes from 1 to 1440'],
    ['tenantId', elsewhere, 'unknown field tenantId; leave it out'],
  ])('refuse a wrong %s', async (field, value, message) => {
    const brake = {
      share: 0.2,
      count: 10,
      windowMinutes: 60,
      approvalDelayMinutes: 30,
      reason: 'a test',
      [field]: value,
    }
    const { status, error } = await service.mutate('sync.setBrake', brake, tokens.ada)
    expect([status, error.message]).toEqual([400, expect.stringContaining(message)])
  })
})
