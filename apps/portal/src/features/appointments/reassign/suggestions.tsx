'use client'

import { Button, Skeleton, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { Section } from '@/components/section'
import { useClinical } from '@/trpc/contexts'
import classes from './reassign.module.css'
import { ReassignAllDialog } from './reassign-all-dialog'
import { SuggestionRow } from './suggestion-row'
import { useReassignView } from './use-reassign-view'

const pageSize = 20

/** One clinician's appointments to come, each with who is free then; one by one, or all at once. */
export function Suggestions({ clinicianId }: { clinicianId: string }) {
  const t = useTranslations('appointments.reassign')
  const { view, goTo } = useReassignView()
  const [asking, setAsking] = useState(false)
  const query = useQuery(
    useClinical().appointments.suggest.queryOptions(
      { clinicianId, limit: pageSize, ...(view.after && { cursor: view.after }) },
      { placeholderData: keepPreviousData },
    ),
  )
  const { data } = query
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!data) return <Skeleton h={240} />
  const name = data.items[0]?.appointment.clinicianName
  if (!name) return <Text c="dimmed">{t('nothingLeft')}</Text>
  return (
    <Section
      title={t('of', { name })}
      hint={<span className={classes.hint}>{t('ofHint')}</span>}
      aside={
        <Button leftSection={<IconUsersGroup size={18} aria-hidden />} onClick={() => setAsking(true)}>
          {t('all', { count: data.total })}
        </Button>
      }
    >
      <ul className={classes.suggestions} aria-busy={query.isPlaceholderData}>
        {data.items.map((suggestion) => (
          <SuggestionRow key={suggestion.appointment.id} suggestion={suggestion} />
        ))}
      </ul>
      {data.total > pageSize && (
        <KeysetPager
          {...{ after: view.after, page: view.page, pageSize, goTo }}
          shown={data.items.length}
          total={data.total}
          nextCursor={query.isPlaceholderData ? null : data.nextCursor}
        />
      )}
      {asking && <ReassignAllDialog {...{ clinicianId, name, count: data.total }} onClose={() => setAsking(false)} />}
    </Section>
  )
}
