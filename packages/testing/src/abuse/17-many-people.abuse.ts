import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from './support/people.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
let admin: SignedIn
let own: Person
let theirs: Person
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
  own = await world.add({ role: 'nurse' })
  theirs = await world.add({ role: 'nurse' }, world.elsewhere)
})
afterAll(() => world.close())

const runs = () => world.count('auth', 'SELECT count(*) FROM bulk_run WHERE tenant_id = $1', [world.clinic])
const start = (input: object, session = admin) =>
  world.services.post('authService', 'users.bulk.start', input, session.token)
const deed = { kind: 'setRole', role: 'doctor' }

describe('a change of many people', () => {
  it.each<[string, (ids: string[]) => object]>([
    ['with unknown fields', (ids) => ({ selection: { ids }, deed, expected: 1, tenantId: crypto.randomUUID() })],
    ['with unknown fields in the selection', (ids) => ({ selection: { ids, all: true }, deed, expected: 1 })],
    ['with unknown fields in the filter', () => ({ selection: { filter: { tenantId: 'x' } }, deed, expected: 1 })],
    ['with unknown fields in the deed', (ids) => ({ selection: { ids }, deed: { ...deed, version: 9 }, expected: 1 })],
    ['of no kind', (ids) => ({ selection: { ids }, deed: { kind: 'erase' }, expected: 1 })],
    ['to no role', (ids) => ({ selection: { ids }, deed: { kind: 'setRole', role: 'root' }, expected: 1 })],
    ['of nobody in particular', () => ({ selection: {}, deed, expected: 1 })],
    ['by ids and a filter', (ids) => ({ selection: { ids, filter: {} }, deed, expected: 1 })],
    ['by no ids', () => ({ selection: { ids: [] }, deed, expected: 1 })],
    ['by what is no id', () => ({ selection: { ids: ["x' OR true --"] }, deed, expected: 1 })],
    ['by thousands of ids', (ids) => ({ selection: { ids: Array(1001).fill(ids[0]) }, deed, expected: 1 })],
    ['of an endless number', (ids) => ({ selection: { ids }, deed, expected: 1e99 })],
    ['of less than nobody', (ids) => ({ selection: { ids }, deed, expected: -1 })],
    ['without a confirmation', (ids) => ({ selection: { ids }, deed })],
  ])('%s is refused, and nothing is done', async (_, input) => {
    const before = await runs()
    const { status } = await start(input([own.id]))
    expect([status, await runs(), await world.versionOf(own.id)]).toEqual([400, before, 1])
  })

  it('that was confirmed for others is refused, also when everybody would be meant', async () => {
    const before = await runs()
    for (const selection of [{ ids: [own.id] }, { filter: {} }]) {
      expect((await start({ selection, deed: { kind: 'remove' }, expected: 0 })).status).toBe(409)
    }
    expect([await runs(), await world.versionOf(own.id)]).toEqual([before, 1])
  })

  it('reaches nobody of another organisation, and counts nobody there', async () => {
    const selection = { ids: [own.id, theirs.id] }
    const preview = await world.services.post('authService', 'users.bulk.preview', { selection, deed }, admin.token)
    expect(preview.data).toMatchObject({ total: 1, willChange: 1, skipped: [] })
    expect((await start({ selection, deed, expected: 2 })).status).toBe(409)
    expect((await start({ selection: { ids: [theirs.id] }, deed, expected: 0 })).status).toBe(409)
    const started = await start({ selection, deed, expected: 1 })
    expect([started.status, Object(started.data).total]).toEqual([200, 1])
    expect(await world.versionOf(theirs.id)).toBe(1)
  })

  it('is begun, stopped and undone by administrators alone', async () => {
    const before = await runs()
    for (const role of ['operator', 'viewer', 'receptionist', 'doctor', 'staff'] as const) {
      const session = await world.signIn(await world.add({ role }))
      expect((await start({ selection: { ids: [own.id] }, deed, expected: 1 }, session)).status).toBe(403)
      for (const procedure of ['users.bulk.stop', 'users.bulk.undo']) {
        const { status } = await world.services.post(
          'authService',
          procedure,
          { id: crypto.randomUUID() },
          session.token,
        )
        expect([role, procedure, status]).toEqual([role, procedure, 403])
      }
    }
    expect(await runs()).toBe(before)
  })
})
