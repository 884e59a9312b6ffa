import type { Queryable } from '@rollcall/service-kit/postgres'
import { inChunks } from '@rollcall/user-cache/in-chunks'
import { readCounterNames } from '@rollcall/user-cache/read-counters'
import type { ReadSample } from './read-sample.js'

/** Minutes a statement: a day without Postgres is three of them. */
const samplesPerStatement = 500

/** The column of `cache_sample` that holds a counter. */
export const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const columns = readCounterNames.map(columnOf)
const upsert = `INSERT INTO cache_sample (replica, minute, latency, ${columns.join(', ')})
  SELECT replica, minute, latency, ${columns.join(', ')}
    FROM json_to_recordset($1) AS given (replica text, minute timestamptz, latency bigint[],
      ${columns.map((column) => `${column} bigint`).join(', ')})
  ON CONFLICT (minute, replica) DO UPDATE
    SET latency = EXCLUDED.latency, ${columns.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}`

/** Writes whole minutes over what is there of them. */
export async function writeSamples(pool: Queryable, samples: ReadSample[]): Promise<void> {
  for (const chunk of inChunks(samples, samplesPerStatement)) {
    const rows = chunk.map(({ replica, minute, latency, counts }) => ({
      ...{ replica, minute: new Date(minute).toISOString(), latency },
      ...Object.fromEntries(readCounterNames.map((name) => [columnOf(name), counts[name]])),
    }))
    await pool.query(upsert, [JSON.stringify(rows)])
  }
}
