'use client'

import { IconCloudOff } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import type { Connection } from '@/live/use-connection'
import classes from './frame.module.css'

/** A quiet word over the page while nothing on it is live; the page itself stays as it was. */
export function OfflineNote({ connection: { state, withoutNetwork, since } }: { connection: Connection }) {
  const t = useTranslations('frame.offline')
  const format = useFormatter()
  if (state !== 'offline' || !since) return null
  const moment = new Date(since)
  const time = () => <ExactTime at={moment}>{format.dateTime(moment, { timeStyle: 'short' })}</ExactTime>
  return (
    <div className={classes.offline}>
      <p role="status">
        <IconCloudOff size={18} stroke={1.8} aria-hidden />
        <span>{t.rich(withoutNetwork ? 'network' : 'server', { time })}</span>
      </p>
    </div>
  )
}
