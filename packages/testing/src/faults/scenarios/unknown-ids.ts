import { randomUUID } from 'node:crypto'
import { countQuestions } from '../count-questions.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { tenantId } from '../world/world.js'

const pageSize = 500

export const unknownIds: Scenario = {
  name: 'unknown-ids',
  fault: '10,000 unknown ids are read; one of them is then created',
  run: async ({ world, oracle, expect, note }) => {
    const questions = countQuestions(world.line('chat.directory'))
    const ids = Array.from({ length: 10_000 }, () => randomUUID())
    const read = async (page: string[]) =>
      listOf(await world.console.call('chat', 'profiles.byIds', { ids: page }), 'errors')
    const readAll = async () => {
      let unknown = 0
      for (let start = 0; start < ids.length; start += pageSize) {
        const errors = await read(ids.slice(start, start + pageSize))
        unknown += errors.filter((error) => fieldOf(error, 'code') === 'NOT_FOUND').length
      }
      return unknown
    }
    const first = await readAll()
    const callsOfFirst = questions.count()
    const second = await readAll()
    questions.stop()
    const callsOfSecond = questions.count() - callsOfFirst
    note(`${callsOfFirst} calls upstream for the first reading, ${callsOfSecond} for the second`)
    expect(
      first === ids.length && second === ids.length,
      `${first} and ${second} of ${ids.length} were answered as unknown`,
    )
    expect(callsOfSecond === 0, `${callsOfSecond} calls upstream for ids that are cached as unknown`)
    const [id] = ids
    const [created] = await createSqlWriter(world, oracle).transaction(async (client) => {
      const { rows } = await client.query<WrittenUser>(
        `INSERT INTO "user" (id, tenant_id, email, first_name, last_name, role)
         VALUES ($1::uuid, $2, $1::text || '@rollcall.test', 'No longer', 'Unknown', 'doctor') RETURNING id, version`,
        [id, tenantId],
      )
      return rows
    })
    const startedAt = Date.now()
    await waitFor('the new user is there', async () => (await read([created?.id ?? ''])).length === 0, {
      timeoutMs: 20_000,
    })
    const seconds = (Date.now() - startedAt) / 1000
    note(`the new user was there after ${seconds.toFixed(2)} s`)
    expect(seconds <= 2, `the new user was there only after ${seconds.toFixed(1)} s`)
  },
}
