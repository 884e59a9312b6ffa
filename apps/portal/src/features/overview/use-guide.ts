'use client'

import { useLocalStorage } from '@mantine/hooks'
import { useEffect } from 'react'

/** Whether the first steps are shown: from when the directory held only its administrator, until they are put away. */
export function useGuide(organisationId: string, people: number) {
  const [state, setState] = useLocalStorage<'open' | 'closed' | null>({
    key: `rollcall.guide.${organisationId}`,
    defaultValue: null,
  })
  const isNew = people === 1
  useEffect(() => {
    if (isNew) setState((before) => before ?? 'open')
  }, [isNew, setState])
  return { shown: state === 'open' || (isNew && state !== 'closed'), dismiss: () => setState('closed') }
}
