'use client'

import { useState } from 'react'
import { keyOf, type Letter } from './letter'

/** Which letters of a page are ticked. Those that have left the page don't count. */
export function useChosen(items: readonly Letter[]) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  return {
    letters: items.filter((letter) => keys.has(keyOf(letter))),
    has: (letter: Letter) => keys.has(keyOf(letter)),
    clear: () => setKeys(new Set()),
    setAll: (all: boolean) => setKeys(new Set(all ? items.map(keyOf) : [])),
    toggle: (letter: Letter) =>
      setKeys((before) => {
        const next = new Set(before)
        if (!next.delete(keyOf(letter))) next.add(keyOf(letter))
        return next
      }),
  }
}
