'use client'

import { createParser, useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { FormValues } from './form-values'
import { parseAsDay, parseAsId } from './use-appointments-view'

const parseAsTime = createParser({
  parse: (text) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null),
  serialize: (time: string) => time,
})

/** What the address says of the appointment to be made: with whom and when, on the organisation's clocks. */
export function usePrefill(): Partial<FormValues> {
  const [query] = useQueryStates({ clinician: parseAsId, day: parseAsDay, time: parseAsTime })
  // As the page was opened: what is typed afterwards counts more.
  const [given] = useState(() => ({
    ...(query.clinician && { clinicianId: query.clinician }),
    ...(query.day && { day: query.day }),
    ...(query.time && { time: query.time }),
  }))
  return given
}
