'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { HiddenTable } from '@/components/hidden-table'
import { useAmounts } from '@/components/use-amounts'
import type { CachePoint } from './bucket-history'

/** What both charts draw, for people who don't see them. */
export function HistoryTable({ points }: { points: CachePoint[] }) {
  const t = useTranslations('cache.history')
  const latency = useTranslations('cache.latency')
  const format = useFormatter()
  const { count, percent, microseconds } = useAmounts()
  const time = (us: number | null) => (us === null ? '–' : microseconds(us))
  return (
    <HiddenTable
      caption={t('tableTitle')}
      head={[
        ...[t('from'), t('hitRate'), t('nearHits'), t('redisHits'), t('misses')],
        ...[latency('p50'), latency('p95'), latency('p99')],
      ]}
    >
      {points.map(({ at, nearHits, redisHits, misses, hitRate, p50Us, p95Us, p99Us }) =>
        hitRate === null ? null : (
          <tr key={at}>
            <th scope="row">{format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'short' })}</th>
            <td>{percent(hitRate)}</td>
            <td>{count(nearHits)}</td>
            <td>{count(redisHits)}</td>
            <td>{count(misses)}</td>
            <td>{time(p50Us)}</td>
            <td>{time(p95Us)}</td>
            <td>{time(p99Us)}</td>
          </tr>
        ),
      )}
    </HiddenTable>
  )
}
