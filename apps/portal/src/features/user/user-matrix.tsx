'use client'

import { Skeleton, Table, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ArrivalMark } from '@/components/arrival-mark'
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
      <Table aria-label={t('title')} horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {(['service', 'version', 'state', 'when'] as const).map((column) => (
              <Table.Th key={column} scope="col">
                {t(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
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
        </Table.Tbody>
      </Table>
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
    <Table.Tr>
      <Table.Th scope="row">{service}</Table.Th>
      <Table.Td>{version === null ? '–' : `v${version}`}</Table.Td>
      <Table.Td>{state}</Table.Td>
      <Table.Td>{children}</Table.Td>
    </Table.Tr>
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
