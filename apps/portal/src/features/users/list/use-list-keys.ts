'use client'

import type { KeyboardEvent } from 'react'
import type { Panel } from '../panel/use-panel'
import { useKey } from '../use-key'
import type { ChosenPeople } from './use-chosen'
import type { useRowCursor } from './use-row-cursor'

export interface ListKeysProps {
  ids: readonly string[]
  cursor: ReturnType<typeof useRowCursor>
  chosen: ChosenPeople
  panel: Panel
  mayWrite: boolean
  onHelp: () => void
}

/** What the keyboard does with the list; `keys-dialog` tells people of it. */
export function useListKeys({ ids, cursor, chosen, panel, mayWrite, onHelp }: ListKeysProps) {
  const move = (step: 1 | -1) => {
    const id = cursor.move(step)
    if (id && panel.userId && panel.userId !== id) void panel.followUser(id)
  }
  const withCurrent = (act: (id: string) => void) => {
    if (cursor.currentId) act(cursor.currentId)
  }
  useKey('j', () => move(1))
  useKey('k', () => move(-1))
  useKey('o', () => withCurrent((id) => void panel.openUser(id)))
  useKey('x', () => mayWrite && withCurrent((id) => chosen.toggle(ids, id, false)))
  useKey('X', () => mayWrite && withCurrent((id) => chosen.toggle(ids, id, true)))
  useKey('e', () => mayWrite && withCurrent((id) => void panel.openForm({ kind: 'edit', id: panel.userId ?? id })))
  useKey('c', () => mayWrite && void panel.openForm({ kind: 'new' }))
  useKey('?', onHelp)
  /** Keys that mean something else outside the rows. */
  const onRowKey = (event: KeyboardEvent) => {
    const onName = event.target instanceof HTMLElement && event.target.dataset.person !== undefined
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1)
    }
    if (event.key === ' ' && onName) {
      event.preventDefault()
      withCurrent((id) => void panel.openUser(id))
    }
  }
  return onRowKey
}
