'use client'

import { Paper } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconHistory, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useNow, useTimeZone, useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { ErrorState } from '@/components/error-state'
import { KeysetPager } from '@/components/keyset-pager'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { useIdleLoad } from '@/components/use-idle-load'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import { BulkBar } from '../bulk/bulk-bar'
import { type Panel, usePanel } from '../panel/use-panel'
import { useUsersView } from '../use-users-view'
import classes from '../users.module.css'
import { UsersFilters } from '../users-filters'
import { UsersTable } from '../users-table'
import { filterInput, isFiltered } from '../users-view'
import { ListToolbar } from './list-toolbar'
import { NobodyListed } from './nobody-listed'
import { PrintedFilters } from './printed-filters'
import { useChosen } from './use-chosen'

const loadForms = () => import('../panel/panel-forms').then((module) => module.PanelForms)
const PanelForms = dynamic(loadForms, { ssr: false })
const loadPanel = () => import('../panel/user-panel').then((module) => module.UserPanel)
const UserPanel = dynamic(loadPanel, { ssr: false })
const RunPanel = dynamic(() => import('../bulk/run-panel').then((module) => module.RunPanel), { ssr: false })

export function UsersList() {
  const t = useTranslations('users')
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  const maySeeContact = useMay('users.contact')
  const narrow = useMediaQuery('(max-width: 48em)') ?? false
  const list = useUsersView()
  const panel = usePanel()
  const { view, pageSize } = list
  const columns = useMemo(() => view.cols.filter((column) => maySync || column !== 'arrived'), [view.cols, maySync])
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useNow({ updateInterval: 60_000 })
  const filter = useMemo(
    () => filterInput(maySync ? view : { ...view, sync: null }, { timeZone, now }),
    [view, maySync, timeZone, now],
  )
  const chosen = useChosen(JSON.stringify(filter))
  // The order would tell what is masked.
  const sort = view.sort === 'email' && !maySeeContact ? 'name' : view.sort
  const place = view.last ? { last: true } : view.after ? { cursor: view.after } : {}
  const query = useQuery(
    useDirectory().users.list.queryOptions(
      { ...filter, sort, order: view.order, limit: pageSize, ...place },
      { ...stopWhenUnwanted, placeholderData: keepPreviousData },
    ),
  )
  const { data, isPlaceholderData } = query

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={mayWrite && <HeaderButtons />} />
      <ListToolbar list={list} columns={columns} filter={filter} sort={sort} maySync={maySync} mayWrite={mayWrite} />
      <UsersFilters list={list} />
      <PrintedFilters view={view} />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Paper component="section" aria-label={t('title')} className={classes.list}>
          {data?.items.length === 0 ? (
            <NobodyListed filtered={isFiltered(view)} mayWrite={mayWrite} onClear={list.clear} />
          ) : (
            <UsersTable
              list={list}
              users={data?.items}
              columns={columns}
              busy={isPlaceholderData}
              narrow={narrow}
              mayWrite={mayWrite}
              maySync={maySync}
              chosen={chosen}
              panel={panel}
            />
          )}
          <KeysetPager
            after={view.after}
            page={view.page}
            pageSize={pageSize}
            goTo={list.goTo}
            goToLast={list.goToLast}
            shown={data?.items.length}
            total={data?.total}
            totalExact={data?.totalExact}
            nextCursor={isPlaceholderData ? null : (data?.nextCursor ?? null)}
            previousCursor={isPlaceholderData ? null : (data?.previousCursor ?? null)}
          />
        </Paper>
      )}
      {mayWrite && (
        <BulkBar
          chosen={chosen}
          filter={filter}
          look={{ sort, order: view.order, columns }}
          total={data?.total ?? 0}
          totalExact={data?.totalExact ?? true}
          onStarted={panel.openRun}
        />
      )}
      <OpenPanels panel={panel} mayWrite={mayWrite} />
    </>
  )
}

/** What stands open beside the list. */
function OpenPanels({ panel, mayWrite }: { panel: Panel; mayWrite: boolean }) {
  const { userId, runId } = panel
  useIdleLoad(loadPanel)
  useIdleLoad(loadForms)
  return (
    <>
      {userId && !runId && (
        <UserPanel
          id={userId}
          savedVersion={panel.savedVersion}
          onEdit={() => panel.openForm({ kind: 'edit', id: userId })}
          onClose={panel.close}
        />
      )}
      {runId && <RunPanel id={runId} onClose={panel.close} onOpenRun={panel.openRun} />}
      {mayWrite && <PanelForms panel={panel} />}
    </>
  )
}

function HeaderButtons() {
  const t = useTranslations('users')
  const search = new URLSearchParams(useSearchParams())
  search.set('new', 'true')
  return (
    <>
      <LinkButton href="/users/recent" variant="default" leftSection={<IconHistory size={18} aria-hidden />}>
        {t('recent.title')}
      </LinkButton>
      <LinkButton href={`/users?${search}`} leftSection={<IconPlus size={18} aria-hidden />} title={t('createHint')}>
        {t('create')}
      </LinkButton>
    </>
  )
}
