'use client'

import { Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

export interface EntryDoneProps {
  /** What has happened; takes the focus, so that it is read out where the form was. */
  text: ReactNode
  children?: ReactNode
  action?: ReactNode
}

/** Stands where a form was once there is nothing more to fill in. */
export function EntryDone({ text, children, action }: EntryDoneProps) {
  const ref = useRef<HTMLParagraphElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <Stack gap="md">
      <Text ref={ref} tabIndex={-1} style={{ outline: 'none' }}>
        {text}
      </Text>
      {children && (
        <Text c="dimmed" size="sm">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  )
}
