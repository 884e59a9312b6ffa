/** The people who are chosen: one by one, or all that the filter finds but for some. */
export type Chosen = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all'; except: ReadonlySet<string> }

export const nobody: Chosen = { kind: 'some', ids: new Set() }
/** More can't be named one by one. */
export const maxNamed = 1000

export const isChosen = (chosen: Chosen, id: string) =>
  chosen.kind === 'some' ? chosen.ids.has(id) : !chosen.except.has(id)

/** How many that are, of `total` whom the filter finds. */
export const countChosen = (chosen: Chosen, total: number) =>
  chosen.kind === 'some' ? chosen.ids.size : Math.max(0, total - chosen.except.size)

/** The same with these people in, or out. */
export function choose(chosen: Chosen, ids: readonly string[], wanted: boolean): Chosen {
  const named = new Set(chosen.kind === 'some' ? chosen.ids : chosen.except)
  const isNamed = chosen.kind === 'some' ? wanted : !wanted
  for (const id of ids) {
    if (isNamed) named.add(id)
    else named.delete(id)
  }
  return chosen.kind === 'some' ? { kind: 'some', ids: named } : { kind: 'all', except: named }
}

/** What stands between two rows, both included; only the second when the first isn't on the page. */
export function rangeOf(ids: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : ids.indexOf(from), ids.indexOf(to)]
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}

/** Whether more are named than the directory takes. */
export const isTooMany = (chosen: Chosen) => (chosen.kind === 'some' ? chosen.ids : chosen.except).size > maxNamed

/** As the directory takes it. */
export const selectionOf = <Filter extends object>(chosen: Chosen, filter: Filter) =>
  chosen.kind === 'some' ? { ids: [...chosen.ids] } : { filter, except: [...chosen.except] }
