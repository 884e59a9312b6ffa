/** The part of a query that a service may see, with its question mark; empty when nothing is left. */
export function pickQuery(query: URLSearchParams, keys: readonly string[]): string {
  const picked = new URLSearchParams([...query].filter(([key]) => keys.includes(key)))
  return picked.size > 0 ? `?${picked}` : ''
}
