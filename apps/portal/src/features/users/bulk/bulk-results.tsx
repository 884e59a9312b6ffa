'use client'

import { Anchor, Chip, Skeleton, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { ServiceSentence } from '@/components/service-sentence'
import { useDirectory } from '@/trpc/contexts'
import type { BulkRun } from '@/trpc/routers'
import classes from '../users.module.css'

const outcomes = ['changed', 'left', 'failed'] as const
type Outcome = (typeof outcomes)[number]
const pageSize = 20
const askAgainMs = 2000

/** What became of each person, and why where nothing did. */
export function BulkResults({ run }: { run: BulkRun }) {
  const t = useTranslations('users.bulk')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [place, setPlace] = useState<{ after: string | null; page: number }>({ after: null, page: 1 })
  const filter = (next: Outcome | null) => {
    setOutcome(next)
    setPlace({ after: null, page: 1 })
  }
  const query = useQuery(
    useDirectory().users.bulk.results.queryOptions(
      { id: run.id, limit: pageSize, ...(outcome && { outcome }), ...(place.after && { cursor: place.after }) },
      { placeholderData: keepPreviousData, refetchInterval: run.state === 'running' ? askAgainMs : false },
    ),
  )
  return (
    <section aria-label={t('results')}>
      <fieldset className={classes.chips}>
        <legend className="rc-visually-hidden">{t('results')}</legend>
        {[null, ...outcomes].map((name) => (
          <Chip
            key={name}
            type="radio"
            name="outcome"
            size="sm"
            checked={outcome === name}
            onChange={() => filter(name)}
          >
            {t(name === null ? 'everyone' : `outcome.${name}`)}
          </Chip>
        ))}
      </fieldset>
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton height={200} mt="sm" />}
      {query.data?.items.length === 0 && (
        <Text c="dimmed" my="md">
          {t('noResults')}
        </Text>
      )}
      {query.data && query.data.items.length > 0 && (
        <>
          <Table mt="sm">
            <Table.Tbody>
              {query.data.items.map(({ userId, name, outcome: came, version, message }) => (
                <Table.Tr key={userId}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Anchor component={Link} href={`/users/${userId}`} prefetch={false} underline="hover">
                      <bdi>{name}</bdi>
                    </Anchor>
                    {message && (
                      <Text fz={13} c="dimmed">
                        <ServiceSentence>{message}</ServiceSentence>
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td style={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
                    {t(`outcome.${came}`)} {version !== null && <span className={classes.dimmed}>v{version}</span>}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <KeysetPager
            {...place}
            pageSize={pageSize}
            goTo={(after, page) => setPlace({ after, page })}
            shown={query.data.items.length}
            total={query.data.total}
            nextCursor={query.isPlaceholderData ? null : query.data.nextCursor}
          />
        </>
      )}
    </section>
  )
}
