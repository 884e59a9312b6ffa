'use client'

import { useNow } from 'next-intl'

const minuteMs = 60_000

/** Now, to the minute, so that a second rendering asks for the same. */
export function useThisMinute(): Date {
  const now = useNow({ updateInterval: minuteMs })
  return new Date(Math.floor(now.getTime() / minuteMs) * minuteMs)
}
