'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { FactTiles } from '@/components/facts'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { ServiceSentence } from '@/components/service-sentence'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { CancelImport } from './cancel-import'
import { DownloadRows } from './download-rows'
import { ImportProgress } from './import-progress'
import { type ImportDetail, isEnded } from './import-queries'
import { ImportRows } from './import-rows'
import { ImportStateMark } from './import-state'

/** The import under way, and the report that stays. */
export function ReportStep({ run }: { run: ImportDetail }) {
  const t = useTranslations('import.report')
  if (!isEnded(run.state)) {
    return (
      <Section title={t('running')} aside={<CancelImport run={run} />}>
        <Stack gap="sm">
          <ImportProgress run={run} label={t('running')} />
          <AppliedTiles run={run} />
        </Stack>
      </Section>
    )
  }
  const isWritten = run.applied.created + run.applied.updated + run.applied.deactivated > 0
  return (
    <>
      <Section title={run.fileName ?? t('pasted')} aside={<ImportStateMark state={run.state} />}>
        <Stack gap="sm">
          <Text role="status">
            {t.rich(run.state === 'cancelled' || run.state === 'failed' ? run.state : 'done', {
              who: () => <bdi>{run.startedBy.name}</bdi>,
              ago: () => <TimeAgo at={run.endedAt} />,
            })}
          </Text>
          <AppliedTiles run={run} />
          {run.error && (
            <Notice tone="red">
              <ServiceSentence>{run.error}</ServiceSentence>
            </Notice>
          )}
          {run.notApplied > 0 && !run.isPurged && (
            <Notice tone="amber" advice={t('notAppliedAdvice')}>
              {t('notApplied', { count: run.notApplied })}
            </Notice>
          )}
          {run.isPurged && <Text c="dimmed">{t('purged')}</Text>}
          {isWritten && <Text c="dimmed">{t('noPassword')}</Text>}
          <Group>
            {run.notApplied > 0 && !run.isPurged && <DownloadRows run={run} />}
            <Button component={Link} href="/users/import" variant="default">
              {t('another')}
            </Button>
            <Button component={Link} href="/users" variant="default">
              {t('toUsers')}
            </Button>
          </Group>
        </Stack>
      </Section>
      {!run.isPurged && run.settings && (
        <ImportRows run={run} kinds={['notApplied', 'create', 'update', 'leave', 'deactivate']} />
      )}
    </>
  )
}

function AppliedTiles({ run: { applied, planned, settings, notApplied, state } }: { run: ImportDetail }) {
  const t = useTranslations('import.report')
  const { count } = useAmounts()
  const kept = planned.deactivate - applied.deactivated
  const deactivated = {
    ...{ label: t('deactivated'), value: count(applied.deactivated) },
    ...(isEnded(state) && kept > 0 && { note: t('notDeactivated', { count: kept }) }),
  }
  return (
    <FactTiles
      facts={[
        { label: t('created'), value: count(applied.created) },
        { label: t('updated'), value: count(applied.updated) },
        { label: t('left'), value: count(planned.leave) },
        ...(settings?.absent === 'deactivate' ? [deactivated] : []),
        { label: t('failed_rows'), value: count(isEnded(state) ? notApplied : planned.faulty + applied.failed) },
      ]}
    />
  )
}
