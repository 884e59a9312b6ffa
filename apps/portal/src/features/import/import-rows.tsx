'use client'

import { Paper, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { PageTabs } from '@/components/page-tabs'
import { useAmounts } from '@/components/use-amounts'
import { useDirectory } from '@/trpc/contexts'
import classes from './import.module.css'
import { useImportParams } from './import-params'
import type { ImportDetail } from './import-queries'
import { RowItem } from './row-item'
import type { RowKind } from './row-kinds'

const pageSize = 20

/** The rows of an import by what becomes of them, a page at a time. */
export function ImportRows({ run, kinds }: { run: ImportDetail; kinds: RowKind[] }) {
  const t = useTranslations('import.kinds')
  const { count } = useAmounts()
  const { params, setParams } = useImportParams()
  const counts: Record<RowKind, number> = { ...run.planned, notApplied: run.notApplied }
  const names = kinds.filter((kind) => counts[kind] > 0)
  const [first] = names
  if (!first) return null
  const opened = names.find((kind) => kind === params.rows) ?? first
  const page = <RowPage key={opened} run={run} kind={opened} total={counts[opened]} />
  return (
    <Paper p="md">
      <PageTabs
        label={t('label')}
        names={names}
        opened={opened}
        onOpen={(rows) => void setParams({ rows, after: null, page: null })}
        titleOf={(kind) => (
          <>
            {t(kind)} <span className={classes.count}>{count(counts[kind])}</span>
          </>
        )}
        pages={{ create: page, update: page, leave: page, deactivate: page, faulty: page, notApplied: page }}
      />
    </Paper>
  )
}

function RowPage({ run, kind, total }: { run: ImportDetail; kind: RowKind; total: number }) {
  const t = useTranslations('import.rows')
  const { params, setParams } = useImportParams()
  const { after, page } = params
  const query = useQuery(
    useDirectory().users.import.rows.queryOptions(
      { id: run.id, kind, limit: pageSize, ...(after && { cursor: after }) },
      { placeholderData: keepPreviousData },
    ),
  )
  if (query.isPending) return <Skeleton h={240} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  const { items, nextCursor } = query.data
  return (
    <>
      {items.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ol className={classes.rows}>
        {items.map((row) => (
          <RowItem key={row.seq} row={row} run={run} kind={kind} />
        ))}
      </ol>
      {(nextCursor || after) && (
        <KeysetPager
          after={after}
          page={page}
          pageSize={pageSize}
          goTo={(next, number) => setParams({ after: next, page: number === 1 ? null : number })}
          shown={items.length}
          total={total}
          nextCursor={nextCursor}
        />
      )}
    </>
  )
}
