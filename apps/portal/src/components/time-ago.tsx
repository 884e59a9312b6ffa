'use client'
'use memo'

import { useFormatter, useNow, useTranslations } from 'next-intl'
import { ExactTime } from './exact-time'

export interface TimeAgoProps {
  /** ISO 8601; null reads as "never". */
  at: string | null
}

/** "3 min ago", with the exact moment in UTC on hover. */
export function TimeAgo({ at }: TimeAgoProps) {
  const t = useTranslations('common')
  const format = useFormatter()
  const now = useNow({ updateInterval: 5000 })
  if (at === null) return <span>{t('never')}</span>
  const moment = new Date(at)
  // A clock a little behind the server's would put the past in the future.
  const until = moment > now ? moment : now
  return (
    <ExactTime at={moment} onPaper={format.dateTime(moment, { dateStyle: 'medium', timeStyle: 'short' })}>
      {format.relativeTime(moment, { now: until, style: 'short' })}
    </ExactTime>
  )
}
