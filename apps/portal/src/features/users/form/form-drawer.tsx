'use client'

import { Drawer } from '@mantine/core'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { UnsavedDialog } from './unsaved-dialog'
import { useLeaveGuard } from './use-leave-guard'

export interface FormDrawerProps {
  title: ReactNode
  /** Whoever opened it wants it closed: Back was pressed, or the address changed. */
  wantsClosed?: boolean
  /** It is to close, and what was written may go. */
  onClose: () => void
  /** It stays open after all. */
  onKeep?: () => void
  /** The form, which tells when it holds something unsaved, and asks to be closed. */
  children: (tools: { onDirty: (dirty: boolean) => void; close: () => void }) => ReactNode
}

/** A form beside the page. What was written in it is never lost without a question. */
export function FormDrawer({ title, wantsClosed = false, onClose, onKeep, children }: FormDrawerProps) {
  const [dirty, setDirty] = useState(false)
  const [asking, setAsking] = useState(false)
  const guard = useLeaveGuard(dirty)
  const close = () => (dirty ? setAsking(true) : onClose())
  const keep = () => {
    setAsking(false)
    guard.stay()
    onKeep?.()
  }
  const discard = () => {
    setDirty(false)
    if (guard.leaving) guard.go()
    else if (!wantsClosed) onClose()
  }
  const closeNow = useEffectEvent(onClose)
  useEffect(() => {
    if (wantsClosed && !dirty) closeNow()
  }, [wantsClosed, dirty])
  const isAsking = dirty && (asking || wantsClosed || guard.leaving !== null)
  return (
    <>
      <Drawer opened onClose={close} title={title} closeOnClickOutside={!dirty}>
        {children({ onDirty: setDirty, close })}
      </Drawer>
      {isAsking && <UnsavedDialog onKeep={keep} onDiscard={discard} />}
    </>
  )
}
