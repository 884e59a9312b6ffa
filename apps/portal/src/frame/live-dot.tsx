'use client'

import { useTimeout } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { liveSources } from '@/live/live-news'
import { useLive } from '@/live/live-provider'
import classes from './frame.module.css'

const offlineAfterMs = 15_000

function watchNetwork(listener: () => void) {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

/** Whether what is on the page follows what happens: a dot, and the word. */
export function LiveDot() {
  const t = useTranslations('frame.live')
  const services = useTranslations('common.services')
  const { streams } = useLive()
  const network = useSyncExternalStore(
    watchNetwork,
    () => navigator.onLine,
    () => true,
  )
  const away = liveSources.filter((source) => streams[source] === 'connecting')
  const allAway = away.length === liveSources.filter((source) => streams[source] !== 'refused').length
  const [longAway, setLongAway] = useState(false)
  const { start, clear } = useTimeout(() => setLongAway(true), offlineAfterMs)
  useEffect(() => {
    if (allAway) start()
    return () => {
      clear()
      setLongAway(false)
    }
  }, [allAway, start, clear])

  const state = !network || (allAway && longAway) ? 'offline' : away.length > 0 ? 'reconnecting' : 'live'
  const names = away.map((source) => services(source)).join(', ')
  return (
    <span
      className={classes.live}
      data-state={state}
      role="status"
      title={state === 'reconnecting' ? t('hint.reconnecting', { services: names }) : t(`hint.${state}`)}
    >
      <span className={classes.dot} aria-hidden />
      {t(state)}
    </span>
  )
}
