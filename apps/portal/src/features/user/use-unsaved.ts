'use client'

import { useState } from 'react'
import { useLeaveGuard } from '@/features/users/form/use-leave-guard'

/** What a form that is edited in its place needs so that nothing written is lost without a question. */
export function useUnsaved(onClose: () => void) {
  const [dirty, setDirty] = useState(false)
  const [closing, setClosing] = useState(false)
  const guard = useLeaveGuard(dirty)
  const keep = () => {
    setClosing(false)
    guard.stay()
  }
  const discard = () => {
    setDirty(false)
    if (guard.leaving) guard.go()
    else onClose()
  }
  return {
    setDirty,
    close: () => (dirty ? setClosing(true) : onClose()),
    question: dirty && (closing || guard.leaving !== null) ? { onKeep: keep, onDiscard: discard } : null,
  }
}
