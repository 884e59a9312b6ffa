'use client'

import { Button, Group, Stack, Text } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { FactTiles } from '@/components/facts'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { ApplyImport } from './apply-import'
import { CancelImport } from './cancel-import'
import { DownloadRows } from './download-rows'
import { ImportProgress } from './import-progress'
import type { ImportDetail } from './import-queries'
import { ImportRows } from './import-rows'

/** The dry run: under way, or what it has found. Nothing is written yet. */
export function CheckStep({ run }: { run: ImportDetail }) {
  const t = useTranslations('import.check')
  if (run.state === 'checking') {
    return (
      <Section title={t('running')} hint={t('nothingWritten')} aside={<CancelImport run={run} />}>
        <ImportProgress run={run} label={t('running')} />
      </Section>
    )
  }
  return (
    <>
      <Section title={t('found')} hint={t('nothingWritten')} aside={<CancelImport run={run} />}>
        <Stack gap="sm">
          <PlannedTiles run={run} />
          <Warnings run={run} />
          <Group>
            <ApplyImport run={run} />
            <Button component={Link} href={`/users/import?id=${run.id}&step=columns`} variant="default">
              {t('back')}
            </Button>
            {run.notApplied > 0 && <DownloadRows run={run} />}
          </Group>
        </Stack>
      </Section>
      <ImportRows run={run} kinds={['create', 'update', 'leave', 'deactivate', 'faulty']} />
    </>
  )
}

function PlannedTiles({ run: { planned, settings } }: { run: ImportDetail }) {
  const t = useTranslations('import.kinds')
  const { count } = useAmounts()
  return (
    <FactTiles
      facts={[
        { label: t('create'), value: count(planned.create) },
        { label: t('update'), value: count(planned.update) },
        { label: t('leave'), value: count(planned.leave) },
        ...(settings?.absent === 'deactivate' ? [{ label: t('deactivate'), value: count(planned.deactivate) }] : []),
        { label: t('faulty'), value: count(planned.faulty) },
      ]}
    />
  )
}

function Warnings({ run: { planned, settings, brake } }: { run: ImportDetail }) {
  const t = useTranslations('import.check')
  const isHeldBack = settings?.absent === 'deactivate' && planned.nameless > 0
  return (
    <Stack gap="sm" role="status">
      {isHeldBack && (
        <Notice tone="amber" advice={t('namelessAdvice')}>
          {t('nameless', { count: planned.nameless })}
        </Notice>
      )}
      {brake === 'holds' && (
        <Notice
          tone="violet"
          icon={IconHandStop}
          advice={t('brakeAdvice')}
          link={{ href: '/sync?tab=held', label: t('brakeLink') }}
        >
          {t('brake', { count: planned.removals })}
        </Notice>
      )}
      {planned.faulty > 0 && (
        <Notice tone="amber" advice={t('faultyAdvice')}>
          {t('faulty', { count: planned.faulty })}
        </Notice>
      )}
      {planned.faulty === 0 && <Text c="dimmed">{t('noFaults')}</Text>}
    </Stack>
  )
}
