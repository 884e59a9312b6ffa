'use client'

import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'

/**
 * The row at which the keyboard stands. It is real focus, on the row's name: a screen reader follows, and Enter opens
 * the link that it is. Only that row can be reached by Tab.
 */
export function useRowCursor(ids: readonly string[]) {
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const [cursorId, setCursorId] = useState<string | null>(null)
  const found = cursorId === null ? -1 : ids.indexOf(cursorId)
  const at = Math.max(0, found)

  const focus = (id: string | undefined) => {
    if (id) bodyRef.current?.querySelector<HTMLElement>(`[data-person="${id}"]`)?.focus()
  }
  /** Steps on from the cursor, which a first step only shows. Answers whom it came to. */
  const move = (step: 1 | -1): string | undefined => {
    const next = found < 0 ? ids[0] : ids[Math.min(ids.length - 1, Math.max(0, found + step))]
    focus(next)
    return next
  }
  const onFocus = (event: FocusEvent) => {
    const row = event.target.closest('[data-row]')
    if (row instanceof HTMLElement && row.dataset.row) setCursorId(row.dataset.row)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const edge = event.key === 'Home' ? ids[0] : event.key === 'End' ? ids.at(-1) : undefined
    if (!edge || !(event.target instanceof HTMLElement) || !event.target.dataset.person) return
    event.preventDefault()
    focus(edge)
  }
  return {
    /** The one row that Tab reaches, and the one at which the keyboard has been. */
    tabStopId: ids[at] ?? null,
    currentId: ids[found] ?? null,
    move,
    bodyProps: { ref: bodyRef, onFocus, onKeyDown },
  }
}
