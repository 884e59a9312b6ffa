'use client'

import { useTranslations } from 'next-intl'
import type { KeyboardEvent } from 'react'
import { useListedKey } from '@/components/listed-keys'
import { useKey } from '@/components/use-key'
import type { Panel } from '../panel/use-panel'
import type { ChosenPeople } from './use-chosen'
import type { useRowCursor } from './use-row-cursor'

export interface ListKeysProps {
  ids: readonly string[]
  cursor: ReturnType<typeof useRowCursor>
  chosen: ChosenPeople
  panel: Panel
  mayWrite: boolean
}

/** What the keyboard does with the list; the help that `?` opens tells people of it. */
export function useListKeys({ ids, cursor, chosen, panel, mayWrite }: ListKeysProps) {
  const move = (step: 1 | -1) => {
    const id = cursor.move(step)
    if (id && panel.userId && panel.userId !== id) void panel.followUser(id)
  }
  const withCurrent = (act: (id: string) => void) => {
    if (cursor.currentId) act(cursor.currentId)
  }
  const t = useTranslations('users.keys')
  const ofWriters = (label: string) => (mayWrite ? label : undefined)
  useListedKey('j k ArrowDown ArrowUp', t('move'))
  useListedKey('Enter', t('page'))
  useListedKey('Space o', t('panel'))
  useKey('j', () => move(1))
  useKey('k', () => move(-1))
  useKey('o', () => withCurrent((id) => void panel.openUser(id)))
  const choose = (range: boolean) => mayWrite && withCurrent((id) => chosen.toggle(ids, id, range))
  useKey('x', () => choose(false), ofWriters(t('choose')))
  useListedKey('Shift+X', ofWriters(t('range')))
  useKey('X', () => choose(true))
  const edit = (id: string) => void panel.openForm({ kind: 'edit', id: panel.userId ?? id })
  useKey('e', () => mayWrite && withCurrent(edit), ofWriters(t('edit')))
  useKey('c', () => mayWrite && void panel.openForm({ kind: 'new' }), ofWriters(t('create')))
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
