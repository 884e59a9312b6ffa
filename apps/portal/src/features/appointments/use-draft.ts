'use client'

import type { UseFormReturnType } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { useMe } from '@/frame/me-provider'
import { dropDrafts, isWorthKeeping, keepDraft, readDraft } from './appointment-draft'
import type { FormValues } from './form-values'

/**
 * Keeps what is typed while the tab lives, so that leaving the page costs nothing and nobody has to be asked. Where the
 * browser keeps nothing, it is the browser that asks before the tab goes.
 */
export function useDraft(form: UseFormReturnType<FormValues>, given: Partial<FormValues>, empty: FormValues) {
  const { id } = useMe().user
  const [restored, setRestored] = useState(false)
  const ready = useRef(false)
  const unkept = useRef(false)
  const { values } = form
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, after the first drawing, which is the server's as well
  useEffect(() => {
    const draft = readDraft(id)
    if (draft && isWorthKeeping(draft)) {
      form.setValues({ ...draft, ...given })
      setRestored(true)
    }
    ready.current = true
  }, [])
  useEffect(() => {
    if (!ready.current) return
    if (isWorthKeeping(values)) unkept.current = !keepDraft(id, values)
    else dropDrafts()
  }, [id, values])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unkept.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])
  const startOver = () => {
    form.setValues(empty)
    form.clearErrors()
    setRestored(false)
  }
  return { restored, startOver, forget: () => setRestored(false) }
}
