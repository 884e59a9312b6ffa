import { holdsWord, searchWords } from '@rollcall/service-kit/search-words'
import type { ParkedFilter } from './parked-input.js'

const plainText = (value: string) => `plain_text(${value})`
/** The expression of parked_event_search_idx. */
const searchText = plainText(`coalesce(full_name, '') || ' ' || error`)

/**
 * The WHERE of open events that an organisation sees and a filter means, with its parameters. An event without a
 * readable organisation is everybody's, but nobody finds it by its user.
 */
export function filterParked(tenantId: string, filter: ParkedFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [tenantId]
  const add = (value: unknown) => `$${values.push(value)}`
  const terms = [`state IN ('retrying', 'parked')`, '(tenant_id = $1 OR tenant_id IS NULL)']
  if (filter.state) terms.push(`state = ${add(filter.state)}`)
  if (filter.userId) terms.push(`tenant_id = $1 AND user_id = ${add(filter.userId)}::uuid`)
  if (filter.since) terms.push(`last_failed_at >= ${add(filter.since)}::timestamptz`)
  if (filter.until) terms.push(`last_failed_at < ${add(filter.until)}::timestamptz`)
  for (const word of searchWords(filter.search)) {
    const parameter = values.push(word)
    terms.push(`(${holdsWord(searchText, parameter, plainText)} OR event_id = $${parameter})`)
  }
  return { where: terms.join(' AND '), values }
}
