'use client'

import { Button, Paper, Skeleton, Stack } from '@mantine/core'
import { IconClipboardList, IconFileSpreadsheet, IconListSearch } from '@tabler/icons-react'
import { useTimeZone, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { keepRows } from '@/components/keep-rows'
import { KeysetPager } from '@/components/keyset-pager'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import classes from './audit.module.css'
import { type AuditFilter, exportAddress, filterOf, isFiltered } from './audit-filter'
import { AuditFilters } from './audit-filters'
import { AuditItem } from './audit-item'
import { useAuditPage } from './audit-queries'
import { PrintedFilters } from './printed-filters'
import { SealLine } from './seal-line'
import { pageSize, useAuditView } from './use-audit-view'

const skeletonRows = keepRows(8)

export function AuditTrail() {
  const t = useTranslations('audit')
  const list = useAuditView()
  const { view, clear, goTo } = list
  const filter = filterOf(view, useTimeZone() ?? 'UTC')
  const query = useAuditPage(filter, pageSize, view.after)
  const items = query.data?.items
  const filtered = isFiltered(view)
  const nothing = query.data?.nextCursor ? 'noneYet' : filtered ? 'noMatch' : 'empty'
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={<ExportButton filter={filter} />} />
      <SealLine />
      <AuditFilters list={list} filtered={filtered} />
      <PrintedFilters view={view} />
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {(items || !query.isError) && (
        <Paper component="section" aria-label={t('list')} className={classes.trail}>
          {!items && <Loading />}
          {items?.length === 0 && (
            <EmptyState
              icon={filtered ? <IconListSearch size={32} /> : <IconClipboardList size={32} />}
              title={t(`${nothing}.title`)}
              action={
                filtered && (
                  <Button variant="default" onClick={clear}>
                    {t('filters.clear')}
                  </Button>
                )
              }
            >
              {t(`${nothing}.text`)}
            </EmptyState>
          )}
          {items && items.length > 0 && (
            <ol
              className={classes.items}
              data-busy={query.isPlaceholderData || undefined}
              aria-busy={query.isPlaceholderData}
            >
              {items.map((item) => (
                <AuditItem key={`${item.kind} ${item.id}`} item={item} />
              ))}
            </ol>
          )}
          <KeysetPager
            after={view.after}
            page={view.page}
            pageSize={pageSize}
            goTo={goTo}
            shown={items?.length}
            total={undefined}
            nextCursor={query.isPlaceholderData ? null : (query.data?.nextCursor ?? null)}
          />
        </Paper>
      )}
    </>
  )
}

function Loading() {
  return (
    <Stack gap="sm" p="md">
      {skeletonRows.map((row) => (
        <Skeleton key={row} h={40} />
      ))}
    </Stack>
  )
}

function ExportButton({ filter }: { filter: AuditFilter }) {
  const t = useTranslations('audit')
  if (!useMay('audit.export')) return null
  return (
    <Button
      component="a"
      href={exportAddress(filter)}
      download
      variant="default"
      leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
      title={t('exportHint')}
    >
      {t('export')}
    </Button>
  )
}
