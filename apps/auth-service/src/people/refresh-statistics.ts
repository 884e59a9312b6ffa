import type { Pool } from '@rollcall/service-kit/postgres'

/** The share of people that has to have changed. Half as many again change no plan; what stays when a run has ended should be known. */
const shares = { underWay: 0.5, ended: 0.1 }

/**
 * Tells the planner what people there are now, where many were written: lists are slow while it still believes in few.
 * Whoever writes many calls it after each of its transactions, and once it has ended. Answers whether so many had changed.
 */
export async function refreshStatistics(system: Pick<Pool, 'query'>, moment: keyof typeof shares): Promise<boolean> {
  const { rows } = await system.query<{ looked: boolean }>('SELECT people_look_again($1) AS looked', [shares[moment]])
  return rows[0]?.looked ?? false
}
