import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type StackFile, stackFileSchema } from '@rollcall/stack/stack-file'
import { Redis } from 'ioredis'
import pg from 'pg'
import { inject } from 'vitest'
import { waitFor } from '../../faults/wait-for.js'
import { createConsoleClient } from './console.js'
import { addOrganisation, addPerson, type NewPerson, type Person } from './people.js'
import { createServiceClient } from './services.js'
import { createSignIn } from './sign-in.js'

type Database = keyof StackFile['databases']

/** The running installation as these tests see it, with two organisations that nobody else uses. */
export type World = Awaited<ReturnType<typeof openWorld>>

export async function openWorld() {
  const stackFile = inject('stackFile')
  const stack = stackFileSchema.parse(JSON.parse(await readFile(stackFile, 'utf8')))
  const pools = {
    auth: new pg.Pool({ connectionString: stack.databases.auth, max: 4 }),
    user: new pg.Pool({ connectionString: stack.databases.user, max: 2 }),
    chat: new pg.Pool({ connectionString: stack.databases.chat, max: 2 }),
  }
  const cache = new Redis(stack.cacheRedis.url)
  const [clinic, elsewhere] = [
    await addOrganisation(pools.auth, 'Clinic'),
    await addOrganisation(pools.auth, 'Elsewhere'),
  ]

  const sql = async <Row extends pg.QueryResultRow>(database: Database, text: string, values: unknown[] = []) =>
    (await pools[database].query<Row>(text, values)).rows
  const count = async (database: Database, text: string, values: unknown[] = []) =>
    Number((await sql<{ count: string }>(database, text, values))[0]?.count)

  return {
    ...{ stack, pools, cache, clinic, elsewhere, sql, count, dataDir: dirname(stackFile) },
    services: createServiceClient(stack),
    console: createConsoleClient(stack),
    ...createSignIn(stack),
    add: (wanted: NewPerson = {}, tenantId = clinic): Promise<Person> => addPerson(pools.auth, tenantId, wanted),
    /** How often a user was written, which is also how many events there are. */
    versionOf: async (id: string) =>
      (await sql<{ version: number }>('auth', 'SELECT version FROM "user" WHERE id = $1', [id]))[0]?.version,
    /** Until the user is in the projection and in the cache. */
    arrival: async (id: string) => {
      await waitFor(`${id} arrives in the projection`, () =>
        count('user', 'SELECT count(*) FROM directory_user WHERE id = $1', [id]),
      )
      await waitFor(`${id} arrives in the cache`, () => cache.hget(`user:profile:${id}`, 'version'))
    },
    close: async () => {
      cache.disconnect()
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
    },
  }
}
