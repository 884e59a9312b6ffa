import { isRecord } from '../../../read/is-record'
import { isText } from '../../../read/is-text'

/** A named look at the list: the query string of its address. */
export interface SavedView {
  name: string
  query: string
}

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
    const kept: unknown = JSON.parse(text)
    return Array.isArray(kept) && kept.every(isView) ? kept.map(({ name, query }) => ({ name, query })) : []
  } catch {
    return []
  }
}

const isView = (value: unknown): value is SavedView => isRecord(value) && isText(value.name) && isText(value.query)

/** The views with one more; a view of the same name gives way. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] =>
  [...views.filter(({ name }) => name !== view.name), view].slice(-mostViews)
