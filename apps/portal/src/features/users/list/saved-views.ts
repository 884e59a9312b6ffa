import { z } from 'zod'

/** A named look at the list: the query string of its address. */
export interface SavedView {
  name: string
  query: string
}

const savedSchema = z.array(z.object({ name: z.string(), query: z.string() }))
/** What the address carries that belongs to a moment and not to a view. */
const ofTheMoment = ['after', 'page', 'last', 'user', 'edit', 'new', 'saved', 'created', 'run']
export const longestName = 60
const mostViews = 50

export const builtInViews = [
  { key: 'everyone', query: '' },
  { key: 'notArrived', query: 'sync=waiting' },
  { key: 'deactivated', query: 'state=inactive' },
  { key: 'changedToday', query: 'changed=today&sort=updatedAt&order=desc' },
  { key: 'latest', query: 'sort=updatedAt&order=desc' },
  { key: 'newest', query: 'sort=createdAt&order=desc&cols=role,state,unit,arrived,created' },
  { key: 'noUnit', query: 'units=~' },
] as const

/** The part of an address that makes a view, in one order, so that equal views are equal texts. */
export function viewQuery(search: string): string {
  const query = new URLSearchParams(search)
  for (const key of ofTheMoment) query.delete(key)
  query.sort()
  return decodeCommas(`${query}`)
}

// Nothing needs a comma written as %2C.
const decodeCommas = (query: string) => query.replaceAll('%2C', ',').replaceAll('%7E', '~')

/** What a browser has kept; empty when it isn't ours to read. */
export function readViews(text: string | null): SavedView[] {
  if (text === null) return []
  try {
    return savedSchema.catch([]).parse(JSON.parse(text))
  } catch {
    return []
  }
}

/** The views with one more; a view of the same name gives way. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] =>
  [...views.filter(({ name }) => name !== view.name), view].slice(-mostViews)
