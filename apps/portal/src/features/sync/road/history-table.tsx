'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { HiddenTable } from '@/components/hidden-table'
import { useAmounts } from '@/components/use-amounts'
import type { RoadPoint } from './join-history'

const columns = ['clinicalRate', 'clinicalP50', 'clinicalP95', 'chatRate', 'chatP50', 'chatP95'] as const

/** Both charts' facts for people who don't see them: every moment in which something came. */
export function HistoryTable({ points }: { points: RoadPoint[] }) {
  const t = useTranslations('sync.history')
  const services = useTranslations('common.services')
  const format = useFormatter()
  const { count, milliseconds } = useAmounts()
  const busy = points.filter(({ clinicalRate, chatRate }) => clinicalRate || chatRate)
  const head = {
    clinicalRate: t('throughput.column', { service: services('clinical') }),
    clinicalP50: t('arrival.line', { service: services('clinical'), percentile: 'p50' }),
    clinicalP95: t('arrival.line', { service: services('clinical'), percentile: 'p95' }),
    chatRate: t('throughput.column', { service: services('chat') }),
    chatP50: t('arrival.line', { service: services('chat'), percentile: 'p50' }),
    chatP95: t('arrival.line', { service: services('chat'), percentile: 'p95' }),
  }
  const cell = (column: (typeof columns)[number], value: number | null) => {
    if (value === null) return t('noFigure')
    return column === 'clinicalRate' || column === 'chatRate' ? count(value) : milliseconds(value)
  }
  return (
    <HiddenTable caption={t('tableTitle')} head={[t('from'), ...columns.map((column) => head[column])]}>
      {busy.map((point) => (
        <tr key={point.at}>
          <th scope="row">{format.dateTime(point.at, { dateStyle: 'short', timeStyle: 'short' })}</th>
          {columns.map((column) => (
            <td key={column}>{cell(column, point[column])}</td>
          ))}
        </tr>
      ))}
    </HiddenTable>
  )
}
