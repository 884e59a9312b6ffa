'use client'

import { IconHistory, IconPlus } from '@tabler/icons-react'
import { useSearchParams } from 'next/navigation'
import { useNow, useTimeZone, useTranslations } from 'next-intl'
import { memo, useDeferredValue, useMemo } from 'react'
import { late } from '@/components/late'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { useIdleLoad } from '@/components/use-idle-load'
import { useMay } from '@/frame/me-provider'
import { type Panel, usePanel } from '../panel/use-panel'
import { useUsersView } from '../use-users-view'
import { UsersFilters } from '../users-filters'
import { filterInput } from '../users-view'
import { ListToolbar } from './list-toolbar'
import { ListedPeople } from './listed-people'
import { PrintedFilters } from './printed-filters'

const PanelForms = late(() => import('../panel/panel-forms').then((module) => module.PanelForms))
const UserPanel = late(() => import('../panel/user-panel').then((module) => module.UserPanel))
const RunPanel = late(() => import('../bulk/run-panel').then((module) => module.RunPanel))

/** The fields answer at once; the people they ask for are drawn when nothing more urgent is. */
export function UsersList() {
  const t = useTranslations('users')
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  const maySeeContact = useMay('users.contact')
  const { list, place } = useUsersView()
  const panel = useDeferredValue(usePanel())
  const { view } = list
  const columns = useMemo(() => view.cols.filter((column) => maySync || column !== 'arrived'), [view.cols, maySync])
  const timeZone = useTimeZone() ?? 'UTC'
  const now = useNow({ updateInterval: 60_000 })
  const filter = useMemo(
    () => filterInput(maySync ? view : { ...view, sync: null }, { timeZone, now }),
    [view, maySync, timeZone, now],
  )
  // The order would tell what is masked.
  const sort = view.sort === 'email' && !maySeeContact ? 'name' : view.sort
  const asked = useMemo(() => ({ list, place, columns, filter, sort }), [list, place, columns, filter, sort])

  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={mayWrite && <HeaderButtons />} />
      <ListToolbar list={list} columns={columns} filter={filter} sort={sort} maySync={maySync} mayWrite={mayWrite} />
      <UsersFilters list={list} />
      <PrintedFilters view={view} />
      <ListedPeople {...useDeferredValue(asked)} panel={panel} maySync={maySync} mayWrite={mayWrite} />
      <OpenPanels panel={panel} mayWrite={mayWrite} />
    </>
  )
}

/** What stands open beside the list. */
const OpenPanels = memo(DrawnPanels)

function DrawnPanels({ panel, mayWrite }: { panel: Panel; mayWrite: boolean }) {
  const { userId, runId } = panel
  useIdleLoad(UserPanel.load)
  useIdleLoad(PanelForms.load)
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

const HeaderButtons = memo(DrawnButtons)

function DrawnButtons() {
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
