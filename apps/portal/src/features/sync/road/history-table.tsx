'use client'

import { useFormatter, useTranslations } from 'next-intl'
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
    // A table grows with its content; only a block around it can hide it without widening the page.
    <div className="rc-visually-hidden">
      <table>
        <caption>{t('tableTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('from')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {head[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {busy.map((point) => (
            <tr key={point.at}>
              <th scope="row">{format.dateTime(point.at, { dateStyle: 'short', timeStyle: 'short' })}</th>
              {columns.map((column) => (
                <td key={column}>{cell(column, point[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
