'use client'

import { useMemo, useState } from 'react'
import { type Chosen, choose, isChosen, nobody, rangeOf } from './chosen'

/** Who is chosen, over all pages; `filterKey` changes with what the filter finds, which ends "all that match". */
export function useChosen(filterKey: string) {
  const [chosen, setChosen] = useState<Chosen>(nobody)
  const [anchor, setAnchor] = useState<string | null>(null)
  const [keyOfAll, setKeyOfAll] = useState(filterKey)
  if (keyOfAll !== filterKey) {
    setKeyOfAll(filterKey)
    if (chosen.kind === 'all') setChosen(nobody)
  }
  return useMemo(
    () => ({
      chosen,
      /** One person in or out; with `range`, everyone from the last one to this. */
      toggle: (pageIds: readonly string[], id: string, range: boolean) => {
        const wanted = range || !isChosen(chosen, id)
        setChosen(choose(chosen, range ? rangeOf(pageIds, anchor, id) : [id], wanted))
        setAnchor(id)
      },
      setPage: (pageIds: readonly string[], wanted: boolean) => setChosen(choose(chosen, pageIds, wanted)),
      chooseAll: () => setChosen({ kind: 'all', except: new Set() }),
      clear: () => {
        setChosen(nobody)
        setAnchor(null)
      },
    }),
    [chosen, anchor],
  )
}
export type ChosenPeople = ReturnType<typeof useChosen>
