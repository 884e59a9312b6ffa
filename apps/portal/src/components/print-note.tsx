'use client'

import { Text } from '@mantine/core'
import { useFormatter, useNow, useTranslations } from 'next-intl'

/** What is left out for the screen and needed on paper: which filters are set, in words, and when it was printed. */
export function PrintNote({ filters = [] }: { filters?: readonly (string | null | undefined | false)[] }) {
  const t = useTranslations('common.print')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const said = filters.filter(Boolean)
  return (
    // The minute may turn between the server's drawing and the browser's.
    <Text className="rc-print-only" mb="xs" suppressHydrationWarning>
      {said.length > 0 && `${t('filters', { filters: said.join(' · ') })} `}
      {t('at', { time: format.dateTime(now, { dateStyle: 'long', timeStyle: 'short' }) })}
    </Text>
  )
}
