import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { searchTerms } from './search-terms.js'

export interface PreparedSearch {
  /** Of each term the patterns (for LIKE) of which one has to fit. */
  patterns: string[][]
  /** So many people fit that they are met on the way through the list, rather than gathered first. */
  isCommon: boolean
}

/** About as many as can be gathered and sorted within a list's time. */
const gatheredPeople = 10_000
const patternsSchema = z.array(z.array(z.string()))

/** Null where nothing is looked for. For the organisation in scope. */
export async function prepareSearch(db: Queryable, search: string | undefined): Promise<PreparedSearch | null> {
  const terms = searchTerms(search)
  if (terms.length === 0) return null
  const { rows } = await db.query<{ patterns: unknown; about: string }>(
    'SELECT patterns, users_found_about(patterns) AS about FROM search_patterns($1::jsonb) AS patterns',
    [JSON.stringify(terms)],
  )
  const patterns = patternsSchema.parse(rows[0]?.patterns)
  return { patterns, isCommon: Number(rows[0]?.about) > gatheredPeople }
}
