'use client'

import { IconUser } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/frame/me-provider'
import { isUserRole } from '../users/user-roles'
import { matchEntries } from './match-entries'
import { type EntryGroup, entryGroups, type PaletteDeeds, type PaletteEntry, type PalettePerson } from './palette-entry'
import { keepRecent, readRecent } from './recent'
import { useActionEntries } from './use-action-entries'
import { usePageEntries } from './use-page-entries'
import { usePeople, usePeopleById } from './use-people'
import { usePersonEntries } from './use-person-entries'

// People stand below, and should be in sight.
const mostMatches = 5

export interface PaletteSection {
  group: EntryGroup
  entries: PaletteEntry[]
}

/** What the palette offers for what was typed; with a person chosen, what can be done with them. */
export function useSections(typed: string, chosen: PalettePerson | null, deeds: PaletteDeeds) {
  const roles = useTranslations('common.roles')
  const { user } = useMe()
  const [recent] = useState(() => readRecent(user.id))
  const pages = usePageEntries(deeds).map((entry) => keeping(entry, () => keepRecent(user.id, 'pages', entry.id)))
  const actions = useActionEntries(deeds)
  const deedsOf = usePersonEntries(deeds)
  const { people, answered, failed } = usePeople(chosen ? '' : typed)
  const known = usePeopleById(recent.people)

  const entryOf = (person: PalettePerson): PaletteEntry[] => {
    const [first] = deedsOf(person)
    if (!first) return []
    const hint = [isUserRole(person.role) && roles(person.role), person.hint]
    return [
      keeping(
        {
          id: `person ${person.id}`,
          group: 'people',
          label: person.fullName,
          hint: hint.filter(Boolean).join(' · '),
          icon: IconUser,
          person,
          run: first.run,
        },
        () => keepRecent(user.id, 'people', person.id),
      ),
    ]
  }
  const recentEntries = () => [
    ...known.flatMap(entryOf),
    ...recent.pages.flatMap((id) => pages.filter((page) => page.id === id)),
  ]
  const entriesOf: Record<EntryGroup, () => PaletteEntry[]> = {
    recent: () => (typed.trim() === '' ? recentEntries().map((entry) => ({ ...entry, id: `recent ${entry.id}` })) : []),
    people: () => people.flatMap(entryOf),
    actions: () => matchEntries(actions, typed).slice(0, typed.trim() === '' ? undefined : mostMatches),
    pages: () => matchEntries(pages, typed).slice(0, typed.trim() === '' ? undefined : mostMatches),
  }
  const sections: PaletteSection[] = chosen
    ? [{ group: 'people', entries: matchEntries(deedsOf(chosen), typed) }]
    : entryGroups.map((group) => ({ group, entries: entriesOf[group]() }))
  return { sections: sections.filter(({ entries }) => entries.length > 0), answered, failed }
}

const keeping = (entry: PaletteEntry, keep: () => void): PaletteEntry => ({
  ...entry,
  run: () => {
    keep()
    entry.run()
  },
})
