import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { databaseOf } from '../world/servers.js'
import type { World } from '../world/world.js'

/** As a failover to a standby does it: sessions end, and the new ones can't write. */
async function setReadOnly({ pools }: World, readOnly: boolean): Promise<void> {
  for (const name of ['user', 'chat'] as const) {
    await pools.auth.query(
      `ALTER DATABASE ${databaseOf(name)} SET default_transaction_read_only = ${readOnly ? 'on' : 'off'}`,
    )
    await pools.auth.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
      databaseOf(name),
    ])
  }
}

export const postgresReadOnly: Scenario = {
  name: 'postgres-read-only',
  fault: "the subscribers' databases become read-only for 8 s under writes",
  run: async ({ world, oracle, healed }) => {
    const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 20 })
    await setReadOnly(world, true)
    await createSqlWriter(world, oracle).insert(200, 'Read-only')
    await sleep(8_000)
    await setReadOnly(world, false)
    healed()
    await people.stop()
  },
}

export const postgresWithoutConnections: Scenario = {
  name: 'postgres-without-connections',
  fault: 'all sessions end and every connection slot of PostgreSQL is taken for 8 s',
  run: async ({ world, oracle, note, healed }) => {
    const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 20 })
    await sleep(500)
    const taken: pg.Client[] = []
    try {
      await takeEveryConnection(world, taken)
      await sleep(8_000)
      note(`${taken.length} connections taken`)
    } finally {
      await Promise.all(taken.map((client) => client.end().catch(() => undefined)))
    }
    healed()
    await people.stop()
  },
}

async function takeEveryConnection(world: World, taken: pg.Client[]): Promise<void> {
  const connectionString = world.postgres.url(databaseOf('auth'))
  for (let round = 0; round < 3; round++) {
    await world.pools.auth.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND application_name NOT IN ('fault suite', 'taker')`,
    )
    for (let tries = 0; tries < 220; tries++) {
      const client = new pg.Client({ connectionString, application_name: 'taker' })
      client.on('error', () => undefined)
      const opened = await client.connect().then(
        () => true,
        () => false,
      )
      if (!opened) break
      taken.push(client)
    }
  }
}
