import type { Queryable } from '@rollcall/service-kit/postgres'
import { holdsWord, searchWords } from '@rollcall/service-kit/search-words'
import type { DeadLetter, LetterChoice, LetterFilter, LetterPart, LetterPlace } from './dead-letter.js'

/** What a decision about rows of the outbox did. `unknown`: ids that aren't here (any more). */
export interface RowDecision {
  changed: string[]
  unknown: string[]
}

const plain = (value: string) => `lower(unaccent(${value}))`

/**
 * The WHERE of the rows that a filter means, with its parameters. They belong to no organisation, so everyone sees
 * them; they name nobody, and nothing tries them again by itself.
 */
function filterRows(filter: LetterFilter): { where: string; values: unknown[] } {
  const values: unknown[] = []
  const add = (value: unknown) => `$${values.push(value)}`
  const terms = [filter.userId !== undefined || filter.state === 'retrying' ? 'false' : 'true']
  if (filter.since) terms.push(`found_at >= ${add(filter.since)}::timestamptz`)
  if (filter.until) terms.push(`found_at < ${add(filter.until)}::timestamptz`)
  for (const word of searchWords(filter.search)) terms.push(holdsWord(plain('reason'), values.push(word), plain))
  return { where: terms.join(' AND '), values }
}

function chooseRows({ ids, filter }: LetterChoice): { where: string; values: unknown[] } {
  return ids ? { where: 'position = ANY($1::bigint[])', values: [ids] } : filterRows(filter ?? {})
}

/** Rows of the outbox that name no event, the newest first. */
export async function listMalformedRows(
  db: Queryable,
  options: { filter: LetterFilter; before: LetterPlace | undefined; limit: number },
): Promise<LetterPart> {
  const { where, values } = filterRows(options.filter)
  const [at, id, most] = [values.length + 1, values.length + 2, values.length + 3]
  const [page, counted] = await Promise.all([
    db.query<{ id: string; foundAt: Date; reason: string }>(
      `SELECT position::text AS id, found_at AS "foundAt", reason FROM malformed_outbox_row
       WHERE ${where} AND ($${at}::timestamptz IS NULL OR (found_at, position) < ($${at}::timestamptz, $${id}::bigint))
       ORDER BY found_at DESC, malformed_outbox_row.position DESC LIMIT $${most}`,
      [...values, options.before?.lastFailedAt ?? null, options.before?.id ?? null, options.limit + 1],
    ),
    db.query<{ total: number }>(`SELECT count(*)::int AS total FROM malformed_outbox_row WHERE ${where}`, values),
  ])
  return {
    items: page.rows.slice(0, options.limit).map(toLetter),
    more: page.rows.length > options.limit,
    total: counted.rows[0]?.total ?? 0,
  }
}

function toLetter({ id, foundAt, reason }: { id: string; foundAt: Date; reason: string }): DeadLetter {
  const at = foundAt.toISOString()
  return {
    ...{ subscriber: 'outbox', id, state: 'parked', kind: 'no_event' },
    ...{ eventId: null, eventType: null, userId: null, userVersion: null, fullName: null },
    ...{ error: reason, attempts: 1, firstFailedAt: at, lastFailedAt: at, nextAttemptAt: null },
    ...{ failures: [{ at, error: reason }], changes: null },
  }
}

/** Puts rows whose event exists by now back into the outbox; `refused` counts those that still name none. */
export async function putBackRows(client: Queryable, choice: LetterChoice): Promise<RowDecision & { refused: number }> {
  const { where, values } = chooseRows(choice)
  const { rows } = await client.query<{ id: string; exists: boolean }>(
    `WITH chosen AS MATERIALIZED (
         SELECT position, lane, EXISTS (SELECT FROM user_event e WHERE e.position = m.position) AS exists
         FROM malformed_outbox_row m WHERE ${where} ORDER BY position FOR UPDATE
       ), gone AS (
         DELETE FROM malformed_outbox_row WHERE position = ANY (ARRAY(SELECT position FROM chosen WHERE exists))
       ), back AS (
         INSERT INTO outbox (position, lane) SELECT position, lane FROM chosen WHERE exists
         ON CONFLICT (position) DO NOTHING
       )
       SELECT position::text AS id, exists FROM chosen`,
    values,
  )
  const changed = rows.filter(({ exists }) => exists).map(({ id }) => id)
  if (changed.length > 0)
    await client.query(`SELECT pg_notify('rollcall_outbox', lane) FROM unnest($1::text[]) AS lane`, [
      ['interactive', 'bulk'],
    ])
  return { changed, unknown: missing(choice, rows), refused: rows.length - changed.length }
}

/** Deletes rows for good. */
export async function deleteRows(db: Queryable, choice: LetterChoice): Promise<RowDecision> {
  const { where, values } = chooseRows(choice)
  const { rows } = await db.query<{ id: string }>(
    `DELETE FROM malformed_outbox_row WHERE ${where} RETURNING position::text AS id`,
    values,
  )
  return { changed: rows.map(({ id }) => id), unknown: missing(choice, rows) }
}

function missing({ ids }: LetterChoice, rows: { id: string }[]): string[] {
  const known = new Set(rows.map(({ id }) => id))
  return (ids ?? []).filter((id) => !known.has(String(BigInt(id))))
}
