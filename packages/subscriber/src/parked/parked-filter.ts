import { searchWords } from '@rollcall/service-kit/search-words'
import type { ParkedFilter } from './parked-input.js'

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
  const words = searchWords(filter.search)
  // Of the organisation in scope, which is the same: the function keeps the trigram index in use below the policy.
  if (words.length > 0) terms.push(`id IN (SELECT parked_found(${add(words)}::text[]))`)
  return { where: terms.join(' AND '), values }
}
