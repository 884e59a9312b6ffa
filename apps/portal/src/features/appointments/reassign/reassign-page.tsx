'use client'

import { Anchor, Stack } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { Section } from '@/components/section'
import { useMay } from '@/frame/me-provider'
import { useOrphaned } from '../use-orphaned'
import { LeftPeople } from './left-people'
import { Reassignments } from './reassignments'
import { RunReport } from './run-report'
import { Suggestions } from './suggestions'
import { useReassignView } from './use-reassign-view'

/** Who has left with appointments to come, who could have them, and what became of it. */
export function ReassignPage() {
  const t = useTranslations('appointments')
  const mayWrite = useMay('appointments.write')
  return (
    <>
      <PageHeader
        back={
          <Anchor component={Link} href="/appointments" size="sm">
            {t('title')}
          </Anchor>
        }
        title={t('reassign.title')}
        description={t('reassign.description')}
      />
      {mayWrite ? <Reassign /> : <NoAccess />}
    </>
  )
}

function Reassign() {
  const t = useTranslations('appointments.reassign')
  const { view } = useReassignView()
  const query = useOrphaned()
  const people = query.data?.items
  return (
    <Stack gap="lg">
      {view.run && <RunReport id={view.run} key={view.run} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && (
        <Section title={t('people')}>
          {people?.length === 0 ? (
            <EmptyState icon={<IconCalendarCheck size={32} />} title={t('nobody.title')}>
              {t('nobody.text')}
            </EmptyState>
          ) : (
            <LeftPeople people={people} />
          )}
        </Section>
      )}
      {view.clinician && <Suggestions clinicianId={view.clinician} key={view.clinician} />}
      <Reassignments />
    </Stack>
  )
}
