const keyOf = (cursor: string) => `rollcall.page-before.${cursor}`
const firstPage = ''

/** Which page led to this one; survives a reload, ends with the tab. */
export function rememberPageBefore(cursor: string, before: string | null): void {
  sessionStorage.setItem(keyOf(cursor), before ?? firstPage)
}

/** The cursor of the page before (null: the first one); undefined when this tab never came from it. */
export function readPageBefore(cursor: string): string | null | undefined {
  const before = sessionStorage.getItem(keyOf(cursor))
  if (before === null) return undefined
  return before === firstPage ? null : before
}
