'use client'

import { TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { isDay } from '@/features/appointments/zoned-time'

export interface DayFieldProps {
  label: ReactNode
  /** 2027-03-01, or null for none. */
  day: string | null
  onChange: (day: string | null) => void
  className?: string | undefined
}

/** A day of the viewer's calendar that stands in the address. */
export function DayField({ label, day, onChange, className }: DayFieldProps) {
  const given = day ?? ''
  const [text, setText] = useState(given)
  // Back, or a chip, changes the address under the field; what is half typed stays.
  const typed = useRef(given)
  useEffect(() => {
    if (given !== typed.current) setText(given)
    typed.current = given
  }, [given])
  const change = (value: string) => {
    setText(value)
    // A year that is still being typed is no day.
    if (value !== '' && !isDay(value)) return
    typed.current = value
    onChange(value || null)
  }
  return (
    <TextInput
      type="date"
      label={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      className={className ?? ''}
    />
  )
}
