'use client'

import { Button, Checkbox, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { useDirectory } from '@/trpc/contexts'
import { CancelImport } from './cancel-import'
import { HeadTable } from './head-table'
import { useImportParams } from './import-params'
import type { ImportDetail } from './import-queries'
import { LackNotices } from './lack-notices'
import { MappingTable } from './mapping-table'
import { findLacks, guessSettings, placeField } from './read-settings'
import { ReadingLine } from './reading-line'
import { SettingsFields } from './settings-fields'

/** How the file was read, what its columns hold, and how its rows are taken. */
export function ColumnsStep({ run }: { run: ImportDetail }) {
  const t = useTranslations('import.columns')
  const [settings, setSettings] = useState(() => guessSettings(run))
  const { setParams } = useImportParams()
  const { users } = useDirectory()
  const queryClient = useQueryClient()
  const head = useQuery(users.import.head.queryOptions({ id: run.id }, { staleTime: Number.POSITIVE_INFINITY }))
  const check = useMutation(
    users.import.check.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: users.import.pathKey() })
        await setParams({ step: 'check', rows: null, after: null, page: null })
      },
    }),
  )
  const rows = head.data?.rows ?? []
  const people = settings.hasHeader ? rows.slice(1) : rows
  const { blocking } = findLacks(settings)
  return (
    <>
      <Section title={t('read')} aside={<CancelImport run={run} />}>
        <ReadingLine run={run} />
        <Checkbox
          my="sm"
          label={t('hasHeader')}
          checked={settings.hasHeader}
          onChange={({ currentTarget: { checked } }) => setSettings({ ...settings, hasHeader: checked })}
        />
        {run.reading?.hasHeader === false && <Notice tone="amber">{t('noHeader')}</Notice>}
        {head.isError && <ErrorState error={head.error} onRetry={() => void head.refetch()} />}
        <HeadTable rows={rows} loading={head.isPending} hasHeader={settings.hasHeader} width={run.columns.length} />
      </Section>
      <Section title={t('mapping')} hint={t('mappingHint')}>
        <MappingTable
          columns={run.columns}
          rows={people}
          settings={settings}
          onPlace={(index, field) => setSettings(placeField(settings, index, field))}
        />
        <LackNotices run={run} settings={settings} rows={people} />
      </Section>
      <Section title={t('rules')}>
        <SettingsFields settings={settings} onChange={setSettings} />
      </Section>
      {check.isError && <ErrorState error={check.error} title={t('notStarted')} />}
      <Group>
        <Button
          onClick={() => check.mutate({ id: run.id, settings })}
          disabled={blocking !== null || run.state === 'checking'}
          loading={check.isPending}
        >
          {t('check')}
        </Button>
      </Group>
    </>
  )
}
