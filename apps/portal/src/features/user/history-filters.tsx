'use client'

import { Select } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { eventTypeKeys } from '@/components/event-type'
import type { DirectoryOut } from '@/trpc/routers'
import { eventTypes, type useUserView } from './use-user-view'
import classes from './user.module.css'

type Actors = NonNullable<DirectoryOut['users']['history']['actors']>

// What could be chosen would otherwise be found on the page beside what happened.
const closedIsGone = { keepMounted: false }

export interface HistoryFiltersProps {
  page: ReturnType<typeof useUserView>
  /** Whoever has changed this person. */
  actors: Actors
}

/** By what happened, and by who did it; both stand in the address. */
export function HistoryFilters({ page: { view, filter }, actors }: HistoryFiltersProps) {
  const t = useTranslations('user')
  const nameOf = ({ name, kind, id }: Actors[number]) => name ?? (kind === 'user' ? t('actor.formerUser') : id)
  const people = actors.map((actor) => ({
    value: actor.id,
    label: t('filters.actor', { who: nameOf(actor), count: actor.events }),
  }))
  // Somebody whom an address names, and who has done nothing here.
  if (view.by && people.every(({ value }) => value !== view.by)) people.push({ value: view.by, label: view.by })
  return (
    <div className={classes.filters}>
      <Select
        aria-label={t('filters.kind')}
        placeholder={t('filters.everything')}
        data={eventTypes.map((value) => ({ value, label: t(`events.${eventTypeKeys[value]}`) }))}
        value={view.kind}
        onChange={(value) => void filter({ kind: eventTypes.find((type) => type === value) ?? null })}
        clearable
        comboboxProps={closedIsGone}
      />
      <Select
        aria-label={t('filters.who')}
        placeholder={t('filters.everybody')}
        data={people}
        value={view.by}
        onChange={(by) => void filter({ by })}
        clearable
        searchable
        comboboxProps={closedIsGone}
      />
    </div>
  )
}
