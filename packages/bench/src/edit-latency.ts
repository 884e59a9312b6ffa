import pg from 'pg'
import { z } from 'zod'
import { createApi } from './api.js'
import type { RunningStack } from './running-stack.js'

const userSchema = z.object({ id: z.string(), version: z.number() })

/**
 * One edit at a time through users.update: from the moment it is acknowledged until the clinical store answers with the
 * new version, in milliseconds. Creates one doctor and removes her at the end.
 */
export async function measureEdits(stack: RunningStack, password: string, edits: number): Promise<number[]> {
  const api = await createApi({ authUrl: stack.authService.url, serviceUrl: stack.authService.url, password })
  const client = new pg.Client({ connectionString: stack.databases.user })
  await client.connect()
  const versionSeen = async (id: string): Promise<number> => {
    const { rows } = await client.query<{ v: number }>('SELECT user_version AS v FROM directory_user WHERE id = $1', [
      id,
    ])
    return rows[0]?.v ?? 0
  }
  const email = `bench-${Date.now()}@rollcall.test`
  let user = await api.mutate(userSchema, 'users.create', {
    email,
    firstName: 'Bench',
    lastName: 'Edit',
    role: 'doctor',
  })
  const sample: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    const changes = { lastName: `Edit${edit}` }
    user = await api.mutate(userSchema, 'users.update', { id: user.id, expectedVersion: user.version, changes })
    const start = performance.now()
    while ((await versionSeen(user.id)) < user.version) {
      if (performance.now() - start > 30_000) throw new Error(`edit ${edit} did not arrive within 30 s`)
    }
    sample.push(performance.now() - start)
  }
  await api.mutate(z.unknown(), 'users.remove', { id: user.id })
  await client.end()
  return sample
}
