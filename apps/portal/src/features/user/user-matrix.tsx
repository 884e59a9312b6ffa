'use client'

import { Skeleton, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ArrivalMark } from '@/components/arrival-mark'
import tableClasses from '@/components/plain-table.module.css'
import { ScrollRegion } from '@/components/scroll-region'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import type { Arrival, Arrivals } from '@/features/users/use-arrivals'
import type { User } from '@/trpc/routers'
import classes from './user.module.css'

/** Every service with its version, its state, since when, and how long the newest change took to get there. */
export function UserMatrix({ user, arrivals }: { user: User; arrivals: Arrivals }) {
  const t = useTranslations('user.matrix')
  const services = useTranslations('common.services')
  const changedAt = arrivals.item?.changedAt ?? user.updatedAt
  return (
    <ScrollRegion label={t('title')} className={classes.matrix}>
      <table className={tableClasses.table} aria-label={t('title')}>
        <thead>
          <tr>
            {(['service', 'version', 'state', 'when'] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row service={services('directory')} version={user.version} state={t('source')}>
            <TimeAgo at={changedAt} />
          </Row>
          {(['clinical', 'chat'] as const).map((name) => {
            const { state, standing } = arrivals[name]
            return (
              <Row
                key={name}
                service={services(name)}
                version={standing?.version ?? null}
                state={state ? <ArrivalMark state={state} /> : <Skeleton height={16} width={72} />}
              >
                <When arrival={arrivals[name]} changedAt={changedAt} />
              </Row>
            )
          })}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface RowProps {
  service: string
  version: number | null
  state: ReactNode
  /** When. */
  children: ReactNode
}

function Row({ service, version, state, children }: RowProps) {
  return (
    <tr>
      <th scope="row">{service}</th>
      <td>{version === null ? '–' : `v${version}`}</td>
      <td>{state}</td>
      <td>{children}</td>
    </tr>
  )
}

function When({ arrival: { state, standing }, changedAt }: { arrival: Arrival; changedAt: string }) {
  const t = useTranslations('user.matrix')
  const { milliseconds } = useAmounts()
  if (!standing) return <Skeleton height={16} width={72} />
  if (standing.state === 'not_cached') return <>{t('onDemand')}</>
  if (state !== 'in-sync') return standing.since ? t.rich('since', { ago: () => <TimeAgo at={standing.since} /> }) : '–'
  if (standing.arrivalMs === null) return '–'
  return (
    <>
      <TimeAgo at={new Date(Date.parse(changedAt) + standing.arrivalMs).toISOString()} />
      <Text span c="dimmed" fz={13} display="block">
        {t('took', { time: milliseconds(standing.arrivalMs) })}
      </Text>
    </>
  )
}
