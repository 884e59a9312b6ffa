'use client'

import { useEffect, useSyncExternalStore } from 'react'

export interface ListedKey {
  /** As pressed: `c`, `Shift+X`, `ArrowDown`, `mod+k`; several that do alike apart by a space. */
  keys: string
  /** What it does, in the viewer's language. */
  label: string
  place: 'page' | 'everywhere'
}

const nothing: readonly ListedKey[] = []
let listed = nothing
const listeners = new Set<() => void>()

function put(next: readonly ListedKey[]): void {
  listed = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Lists a key in the help dialog for as long as its owner is shown; without a label it stays unlisted. */
export function useListedKey(keys: string, label: string | undefined, place: ListedKey['place'] = 'page'): void {
  useEffect(() => {
    if (!label) return
    const entry = { keys, label, place }
    put([...listed, entry])
    return () => put(listed.filter((other) => other !== entry))
  }, [keys, label, place])
}

/** Every key that works at the moment. */
export function useListedKeys(): readonly ListedKey[] {
  return useSyncExternalStore(
    subscribe,
    () => listed,
    () => nothing,
  )
}
