'use client'

import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react'
import type { Clinician } from './appointment'
import { type ClinicalRole, useClinicians } from './use-clinicians'

export interface TypeAheadHandlers {
  onChoose: (clinician: Clinician | null) => void
  onTyped?: ((text: string) => void) | undefined
}

/** What a person types in the field, who answers to it, and which of them Enter means. */
export function useTypeAhead(roles: ClinicalRole[], { onChoose, onTyped }: TypeAheadHandlers) {
  const [text, setText] = useState('')
  // The field also shows the name of the person chosen, which is no search.
  const [typing, setTyping] = useState(false)
  const [opened, setOpened] = useState(false)
  // Enter came before the service's answer: whoever stands first in it is meant.
  const [takeFirst, setTakeFirst] = useState(false)
  const found = useClinicians(typing ? text : '', roles)
  const { clinicians, answered } = found
  const close = () => {
    setOpened(false)
    setTyping(false)
    setTakeFirst(false)
  }
  const [first] = clinicians
  useEffect(() => {
    if (!takeFirst || !answered) return
    setTakeFirst(false)
    if (!first) return
    setOpened(false)
    setTyping(false)
    onChoose(first)
  }, [takeFirst, answered, first, onChoose])
  const holdEnter = (event: KeyboardEvent) => {
    setTakeFirst(false)
    if (event.key !== 'Enter' || !typing || clinicians.length > 0) return
    // A name that leads to nobody must not send the form off.
    event.preventDefault()
    setTakeFirst(!answered)
  }
  const inputProps = {
    onSearchChange: setText,
    onInput: ({ currentTarget: { value } }: FormEvent<HTMLInputElement>) => {
      setTyping(true)
      onTyped?.(value)
    },
    onKeyDown: holdEnter,
    onOptionSubmit: () => setTyping(false),
    dropdownOpened: opened,
    onDropdownOpen: () => setOpened(true),
    onDropdownClose: close,
  }
  return { found, inputProps }
}
