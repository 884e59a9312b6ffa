import type { Queryable } from '@rollcall/service-kit/postgres'
import { noReads, type ReadCounts, readCounterNames } from '@rollcall/user-cache/read-counters'
import { z } from 'zod'
import { columnOf } from './write-samples.js'

const minuteMs = 60_000
const dayMs = 86_400_000
/** The figures are asked for every few seconds; what is over hardly changes, unless a replica was cut off. */
const monthRefreshMs = 10 * minuteMs
const dayRefreshMs = minuteMs
/** What windows slide over is read each time. */
const hotMs = 17 * minuteMs

// Sums come as float8: exact up to 2^53, and numbers rather than text.
export const sumsOf = (names: readonly (keyof ReadCounts)[]) =>
  names.map((name) => `coalesce(sum(${columnOf(name)}), 0)::float8 AS "${name}"`).join(', ')
const countsSchema = z.record(z.enum(readCounterNames), z.number())

export interface SettledTotals {
  /** Over all replicas, and the 30 days that are kept. */
  counts: ReadCounts
  /** Of them, those of the last day. */
  day: ReadCounts
  /** Where they end: what is newer is not in them. */
  before: Date
}

/** Sums of what is older than a quarter of an hour, summed anew each minute; what is older than a day, every ten. */
export function createSettledTotals(pool: Queryable, clock: () => number = Date.now): () => Promise<SettledTotals> {
  let month: { counts: ReadCounts; before: Date; at: number } | undefined
  let settled: (SettledTotals & { at: number }) | undefined

  const sum = async (from: Date, before: Date): Promise<ReadCounts> => {
    const { rows } = await pool.query(
      `SELECT ${sumsOf(readCounterNames)} FROM cache_sample WHERE minute >= $1 AND minute < $2`,
      [from, before],
    )
    return countsSchema.parse(rows[0])
  }
  return async () => {
    const at = clock()
    if (settled && at - settled.at < dayRefreshMs) return settled
    if (!month || at - month.at >= monthRefreshMs) {
      const before = new Date(at - dayMs)
      month = { counts: await sum(new Date(0), before), before, at }
    }
    const before = new Date(at - hotMs)
    const rest = await sum(month.before, before)
    const day = await sum(new Date(at - dayMs), before)
    settled = { counts: addCounts(month.counts, rest), day, before, at }
    return settled
  }
}

export function addCounts(one: ReadCounts, other: ReadCounts): ReadCounts {
  const both = noReads()
  for (const name of readCounterNames) both[name] = one[name] + other[name]
  return both
}
