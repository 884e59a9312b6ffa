import pg from 'pg'
import { z } from 'zod'
import type { BenchStack } from './bench-stack.js'

const userSchema = z.object({ id: z.string(), version: z.number() })

/** Milliseconds until the clinical store answered with the new version. */
export interface EditSample {
  /** From the moment the directory acknowledged the edit. */
  fromAcknowledged: number[]
  /** From the moment it was asked for. */
  fromAsked: number[]
}

/** One edit at a time through users.update, while `goOn` says so. Creates one doctor and removes her at the end. */
export async function measureEdits(stack: BenchStack, goOn: (done: number) => boolean): Promise<EditSample> {
  const api = await stack.api('authService')
  const client = new pg.Client({ connectionString: stack.databases.user })
  await client.connect()
  const versionSeen = async (id: string): Promise<number> => {
    const { rows } = await client.query<{ v: number }>({
      name: 'version-seen',
      text: 'SELECT user_version AS v FROM directory_user WHERE id = $1',
      values: [id],
    })
    return rows[0]?.v ?? 0
  }
  const email = `bench-${Date.now()}@rollcall.test`
  let user = await api.mutate(userSchema, 'users.create', {
    email,
    firstName: 'Bench',
    lastName: 'Edit',
    role: 'doctor',
  })
  const sample: EditSample = { fromAcknowledged: [], fromAsked: [] }
  for (let edit = 0; goOn(edit); edit++) {
    const changes = { lastName: `Edit${edit}` }
    const askedAt = performance.now()
    user = await api.mutate(userSchema, 'users.update', { id: user.id, expectedVersion: user.version, changes })
    const acknowledgedAt = performance.now()
    while ((await versionSeen(user.id)) < user.version) {
      if (performance.now() - acknowledgedAt > 30_000) throw new Error(`edit ${edit} did not arrive within 30 s`)
    }
    const seenAt = performance.now()
    sample.fromAcknowledged.push(seenAt - acknowledgedAt)
    sample.fromAsked.push(seenAt - askedAt)
  }
  await api.mutate(z.unknown(), 'users.remove', { id: user.id })
  await client.end()
  return sample
}
