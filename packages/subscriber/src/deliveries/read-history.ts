import type { Queryable } from '@rollcall/service-kit/postgres'
import type { HistoryMinute } from './trip.js'

interface Row {
  minute: Date
  applied: number
  superseded: number
  parked: number
  p50: number | null
  p95: number | null
}

/** What arrived over the road in each of the last `minutes` minutes, the running one included; quiet ones are zeros. */
export async function readHistory(db: Queryable, minutes: number): Promise<HistoryMinute[]> {
  const { rows } = await db.query<Row>(
    `WITH asked AS (
       SELECT date_trunc('minute', now()) - $1::int * interval '1 minute' AS beginning
     ), arrived AS (
       SELECT date_trunc('minute', finished_at) AS minute, applied, superseded, parked, arrival_ms
       FROM delivery, asked WHERE finished_at >= beginning + interval '1 minute'
     ), counted AS (
       SELECT minute, sum(applied)::int AS applied, sum(superseded)::int AS superseded, sum(parked)::int AS parked
       FROM arrived GROUP BY minute
     ), weighed AS (
       SELECT minute, arrival_ms, sum(applied) OVER (PARTITION BY minute ORDER BY arrival_ms) AS up_to,
         sum(applied) OVER (PARTITION BY minute) AS whole
       FROM arrived WHERE arrival_ms IS NOT NULL
     ), travelled AS (
       SELECT minute, min(arrival_ms) FILTER (WHERE up_to >= 0.5 * whole) AS p50,
         min(arrival_ms) FILTER (WHERE up_to >= 0.95 * whole) AS p95
       FROM weighed GROUP BY minute
     )
     SELECT beginning + step * interval '1 minute' AS minute, coalesce(applied, 0) AS applied,
       coalesce(superseded, 0) AS superseded, coalesce(parked, 0) AS parked, p50, p95
     FROM asked CROSS JOIN generate_series(1, $1::int) AS step
       LEFT JOIN counted ON counted.minute = beginning + step * interval '1 minute'
       LEFT JOIN travelled ON travelled.minute = counted.minute
     ORDER BY 1`,
    [minutes],
  )
  return rows.map(({ minute, p50, p95, ...counts }) => ({
    ...counts,
    minute: minute.toISOString(),
    arrivalMs: p50 === null || p95 === null ? null : { p50, p95 },
  }))
}
