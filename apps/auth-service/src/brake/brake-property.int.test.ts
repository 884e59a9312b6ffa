import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { approveHold } from './approve-hold.js'
import { rejectHold } from './reject-hold.js'
import { createOrganisation, isActive, type TestOrganisation } from './test-support/services.js'

const people = 12
const brake = { count: 2, share: 0.25 }
// Of the 14 who are active at first; nobody is added.
const mostUnapproved = Math.max(brake.count, Math.floor(brake.share * (people + 2)))

const statements = {
  deactivate: 'UPDATE "user" SET is_active = false WHERE id = ANY ($1::uuid[])',
  activate: 'UPDATE "user" SET is_active = true WHERE id = ANY ($1::uuid[])',
  remove: 'DELETE FROM "user" WHERE id = ANY ($1::uuid[])',
  restore: 'UPDATE "user" SET deleted_at = NULL WHERE id = ANY ($1::uuid[])',
  edit: `UPDATE "user" SET last_name = last_name || 'x' WHERE id = ANY ($1::uuid[])`,
  /** Some removed and some restored, in one statement. */
  flip: 'UPDATE "user" SET is_active = NOT is_active WHERE id = ANY ($1::uuid[])',
}
type Write = keyof typeof statements
const writes: Write[] = ['deactivate', 'activate', 'remove', 'restore', 'edit', 'flip']

const write = fc.record({
  kind: fc.constantFrom(...writes),
  who: fc.uniqueArray(fc.nat({ max: people - 1 }), { minLength: 1, maxLength: 5 }),
})
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), write }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('transaction' as const),
      writes: fc.array(write, { minLength: 2, maxLength: 4 }),
      // Which of them are undone by a savepoint, and whether all are at the end.
      undone: fc.nat({ max: 3 }),
      commit: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'publish' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'approve' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reject' as const }) },
)

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('auth')
})
afterAll(() => db.drop())

it('for every order of writes and decisions, services never see a held removal, and in the end all is equal', async () => {
  let held = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const organisation = await createOrganisation(db.pool, brake)
      const ids = await organisation.add(people)
      const { services } = organisation
      await services.publish()
      let unapproved = 0
      for (const each of steps) {
        if (each.kind === 'write') await run(db.pool, ids, each.write)
        else if (each.kind === 'transaction') await runTransaction(ids, each)
        else if (each.kind === 'publish') unapproved += await services.publish()
        else if (await decideOldest(organisation, each.kind)) {
          await services.publish()
          unapproved = 0
        }
        held += await checkBelief(organisation)
        expect(unapproved).toBeLessThanOrEqual(mostUnapproved)
      }
      while (await decideOldest(organisation, steps.length % 2 === 0 ? 'approve' : 'reject'))
        await checkBelief(organisation)
      await services.publish()
      const directory = await services.directory()
      expect(await services.expected()).toEqual(directory)
      expect(await services.published()).toEqual(directory)
      expect(await services.held()).toEqual([])
      expect(await services.heldEvents()).toBe(0)
    }),
    { numRuns: 60, endOnFailure: true },
  )
  expect(held).toBeGreaterThan(0)
}, 120_000)

const run = (
  client: { query: (text: string, values: unknown[]) => Promise<unknown> },
  ids: string[],
  { kind, who }: { kind: Write; who: number[] },
) => client.query(statements[kind], [who.map((index) => ids[index])])

async function runTransaction(
  ids: string[],
  { writes: all, undone, commit }: { writes: { kind: Write; who: number[] }[]; undone: number; commit: boolean },
) {
  const client = await db.pool.connect()
  await client.query('BEGIN')
  for (const [index, each] of all.entries()) {
    await client.query('SAVEPOINT before')
    await run(client, ids, each)
    if (index === undone) await client.query('ROLLBACK TO SAVEPOINT before')
  }
  await client.query(commit ? 'COMMIT' : 'ROLLBACK')
  client.release()
}

async function decideOldest(
  { services, author, admins }: TestOrganisation,
  kind: 'approve' | 'reject',
): Promise<boolean> {
  const [hold] = await services.holds()
  if (!hold) return false
  await (kind === 'approve' ? approveHold : rejectHold)(db.pool, author(admins[0]), { id: hold.id, reason: 'a test' })
  return true
}

/** Whatever way a service learns of a user, by events or by reconcile, it is the same; and no held removal is in it. */
async function checkBelief({ services }: TestOrganisation): Promise<number> {
  const [published, expected, directory] = [
    await services.published(),
    await services.expected(),
    await services.directory(),
  ]
  expect(expected).toEqual(published)
  const held = await services.held()
  for (const id of held) {
    expect(isActive(published.get(id))).toBe(true)
    expect(isActive(directory.get(id))).toBe(false)
  }
  const others = new Set([...directory.keys()].filter((id) => !held.includes(id)))
  for (const id of others) expect(published.get(id)).toEqual(directory.get(id))
  return held.length
}
