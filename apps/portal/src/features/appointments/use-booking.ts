'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useClinical } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { Appointment } from './appointment'
import { type FormField, type FormValues, fieldOf, toInput } from './form-values'

// The second half of a slow double click must not fall on the form that has just been emptied.
const restMs = 700

export interface Refusal {
  /** The input to show it at; null when the service named none. */
  field: FormField | null
  /** Why, as a name under `appointments.form.errors`; null when only the service's own sentence says it. */
  reason: 'taken' | 'clinicianLeft' | 'past' | null
  message: string
}

function readRefusals(error: unknown): Refusal[] {
  const { code, fields, message } = readFailure(error)
  if (code === 'NOT_FOUND') return [{ field: 'clinicianId', reason: 'clinicianLeft', message }]
  return fields.map((fault) => {
    const field = fieldOf(fault.path) ?? null
    const atTime = code === 'CONFLICT' ? 'taken' : 'past'
    const atClinician = code === 'CONFLICT' ? 'clinicianLeft' : null
    const reason = field === 'time' ? atTime : field === 'clinicianId' ? atClinician : null
    return { field, reason, message: fault.message }
  })
}

export type BookingOutcome = { booked: Appointment } | { refusals: Refusal[] } | 'busy'

/** Books one appointment at a time, however often it is asked to. */
export function useBooking() {
  const { appointments } = useClinical()
  const queryClient = useQueryClient()
  const create = useMutation(appointments.create.mutationOptions())
  const busy = useRef(false)
  const book = async (values: FormValues): Promise<BookingOutcome> => {
    if (busy.current) return 'busy'
    busy.current = true
    try {
      const booked = await create.mutateAsync(toInput(values))
      setTimeout(() => {
        busy.current = false
      }, restMs)
      return { booked }
    } catch (error) {
      busy.current = false
      return { refusals: readRefusals(error) }
    } finally {
      // Either way the lists may have changed: a refusal is often news.
      void queryClient.invalidateQueries({ queryKey: appointments.pathKey() })
    }
  }
  return { book, isBusy: () => busy.current, error: create.error, pending: create.isPending, reset: create.reset }
}
