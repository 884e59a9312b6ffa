'use client'

import { Chip } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useDirectory } from '@/trpc/contexts'
import { isUserRole, userRoles } from '../user-roles'
import classes from '../users.module.css'
import { filterInput, type UsersFilter } from '../users-view'

export interface RoleFilterProps {
  view: UsersFilter
  onChange: (roles: UsersFilter['roles']) => void
}

/** Roles, each with how many have it where the rest of the filter lets that be known at once. */
export function RoleFilter({ view, onChange }: RoleFilterProps) {
  const t = useTranslations('users.filters')
  const format = useFormatter()
  const roleNames = useTranslations('common.roles')
  const { isKnown, peopleOf } = useRoleCounts(view)
  return (
    <fieldset className={classes.chips}>
      <legend className="rc-visually-hidden">{t('role')}</legend>
      <Chip.Group multiple value={view.roles} onChange={(roles) => onChange(roles.filter(isUserRole))}>
        {userRoles.map((role) => (
          <Chip key={role} value={role} size="sm" classNames={{ label: classes.roleChip ?? '' }}>
            {roleNames(role)}{' '}
            <span className={classes.chipCount}>{isKnown && peopleOf && format.number(peopleOf.get(role) ?? 0)}</span>
          </Chip>
        ))}
      </Chip.Group>
    </fieldset>
  )
}

/** They are kept by role, unit and state: of whoever is searched for, or has changed, they would say nothing. */
function useRoleCounts({ q, sync, changed, state, units }: UsersFilter) {
  const isKnown = q === '' && sync === null && changed === null
  const nobodyElse: UsersFilter = { q: '', roles: [], sync: null, changed: null, state, units }
  const { state: asked, ministeres } = filterInput(nobodyElse, { timeZone: 'UTC', now: new Date() })
  const query = useQuery(
    useDirectory().users.roles.queryOptions(
      { ...(asked && { state: asked }), ...(ministeres && { ministeres }) },
      { enabled: isKnown, placeholderData: keepPreviousData },
    ),
  )
  const counted = query.data?.items.map(({ role, people }): [string, number] => [role, people])
  return { isKnown, peopleOf: counted ? new Map(counted) : null }
}
