import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { sealAll } from '../seals/test-support/seal-bench.js'

let service: AuthFixture
let admin: TestUser
let token: string
let nurse: TestUser
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', firstName: 'Farai', lastName: 'Ncube' })
  token = await service.tokenOf(admin)
  nurse = await service.addUser({ role: 'nurse', firstName: '=1+1', lastName: 'Zoé' })
  await service.mutate('users.setRole', { id: nurse.id, role: 'doctor' }, token)
  await service.mutate('sync.pause', { subscriber: 'clinical', reason: 'a flood in the archive' }, token)
  await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'the flood is over' }, token)
  await service.addUser({ tenantId: elsewhere, role: 'admin', firstName: 'Else', lastName: 'Where' })
})
afterAll(() => service.close())

const list = async (input: object, by = token) => (await service.query('audit.list', input, by)).data
const actions = async (input: object) => (await list(input)).items.map(({ action }: { action: string }) => action)

describe('the trail', () => {
  it('is one list of changes and operations, newest first, with the names of people', async () => {
    const { items, nextCursor } = await list({ actions: ['queue.resumed', 'queue.paused', 'user.role.changed'] })
    expect(items).toMatchObject([
      {
        kind: 'operation',
        action: 'queue.resumed',
        reason: 'the flood is over',
        target: { id: 'clinical', name: null },
      },
      { kind: 'operation', action: 'queue.paused', actor: { kind: 'user', id: admin.id, name: 'Farai Ncube' } },
      {
        ...{ kind: 'change', action: 'user.role.changed', outcome: 'done', target: { kind: 'user', name: '=1+1 Zoé' } },
        ...{ changes: { role: { from: 'nurse', to: 'doctor' } } },
      },
    ])
    expect(nextCursor).toBeNull()
  })

  it('has the same lines page by page, each once', async () => {
    const whole = (await list({ limit: 200 })).items.map(({ id }: { id: string }) => id)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await list({ limit: 2, cursor })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(seen).toEqual(whole)
    expect(new Set(seen).size).toBe(whole.length)
  })

  it('is found by actor, target, reason, name, action, request and time', async () => {
    expect(await actions({ search: 'FLOOD archive' })).toEqual(['queue.paused'])
    expect(await actions({ search: 'zoe' })).toEqual(['user.role.changed', 'user.created'])
    expect(await actions({ targetId: nurse.id })).toEqual(['user.role.changed', 'user.created'])
    expect(await actions({ targetId: 'clinical' })).toEqual(['queue.resumed', 'queue.paused'])
    expect(await actions({ actorId: admin.id, actions: ['user.role.changed'] })).toEqual(['user.role.changed'])
    const [line] = (await list({ actions: ['user.role.changed'] })).items
    expect(await actions({ correlationId: line.correlationId })).toEqual(['user.role.changed'])
    expect(await actions({ from: line.at, to: new Date(Date.parse(line.at) + 1).toISOString() })).toEqual([line.action])
    expect(await actions({ to: '2001-01-01T00:00:00Z' })).toEqual([])
  })

  it('shows nothing of another organisation', async () => {
    expect(JSON.stringify(await list({ limit: 200 }))).not.toContain('Else')
    expect((await list({ search: 'Else' })).items).toEqual([])
  })

  it('is for administrators alone', async () => {
    const operator = await service.tokenOf(await service.addUser({ role: 'operator' }))
    expect((await service.query('audit.list', {}, operator)).status).toBe(403)
    expect((await service.query('audit.seals', undefined, operator)).status).toBe(403)
  })

  it.each([{ limit: 201 }, { actions: ['user.flew'] }, { cursor: 'x' }, { tenantId: clinic }, { from: 'yesterday' }])(
    'refuses %j',
    async (input) => {
      expect((await service.query('audit.list', input, token)).status).toBe(400)
    },
  )

  it('says how far it is sealed', async () => {
    const before = (await service.query('audit.seals', undefined, token)).data
    expect(before).toMatchObject({ blocks: 0, lastSealedAt: null })
    expect(before.unsealed).toBeGreaterThan(4)
    await sealAll(service.db.pool)
    const after = (await service.query('audit.seals', undefined, token)).data
    expect(after).toMatchObject({ blocks: 2, unsealed: 0, sealedUntil: after.lastSealedAt })
  })
})

describe('the export', () => {
  const get = (query: string, by = token) => service.get(`/audit/export${query}`, { authorization: `Bearer ${by}` })

  it('is a CSV of the same lines whose cells are never formulas, and is on record', async () => {
    const answer = await get(`?targetId=${nurse.id}&actions=user.created,user.role.changed`)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="audit-[\d-]+\.csv"$/),
    })
    const lines = answer.body.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^\uFEFFtime,kind,action/)
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,change,user\.role\.changed,done,user,/)
    expect(lines[1]).toContain(`,'=1+1 Zoé,`)
    expect((await list({ actions: ['audit.exported'] })).items).toMatchObject([
      { actor: { id: admin.id }, details: { targetId: nurse.id } },
    ])
  })

  it('takes whoever may export and nobody else', async () => {
    const operator = await service.tokenOf(await service.addUser({ role: 'operator' }))
    expect((await get('', operator)).statusCode).toBe(403)
    expect((await get('', await service.serviceToken())).statusCode).toBe(403)
    expect((await service.get('/audit/export')).statusCode).toBe(401)
    expect((await get('?tenantId=x')).statusCode).toBe(400)
  })
})
