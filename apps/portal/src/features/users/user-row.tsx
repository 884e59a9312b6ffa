'use client'

import { IconDots } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { PlainCheckbox } from '@/components/plain-checkbox'
import { UserAvatar } from '@/components/user-avatar'
import type { User } from '@/trpc/routers'
import { ContactText } from './contact-text'
import { isErased } from './is-erased'
import { ArrivalMarks, UserCell } from './list/user-cell'
import { menuButtonProps } from './menu-button-props'
import type { Arrivals } from './use-arrivals'
import { fullNameOf } from './user-roles'
import { stateOf } from './user-state'
import classes from './users.module.css'
import type { ColumnName, Density } from './users-view'

export interface UserRowProps {
  user: User
  arrivals: Arrivals | null
  columns: readonly ColumnName[]
  density: Density
  /** On a phone the marks stand below the name. */
  narrow: boolean
  mayWrite: boolean
  maySync: boolean
  /** The keyboard stands here: only this row can be reached by Tab. */
  current: boolean
  chosen: boolean
  /** The panel shows this person. */
  opened: boolean
  /** What may be done with this person is shown. */
  menuOpened: boolean
}

/** Draws nothing anew while its own person stays the same. What is clicked in it is the table's to act on. */
export const UserRow = memo(DrawnRow, isSameRow)

function isSameRow(before: UserRowProps, after: UserRowProps): boolean {
  const { arrivals, ...rest } = before
  const names = Object.keys(rest) as (keyof typeof rest)[]
  const isKnownAlike = (arrivals === null) === (after.arrivals === null) && arrivals?.item === after.arrivals?.item
  return isKnownAlike && names.every((name) => before[name] === after[name])
}

function DrawnRow(props: UserRowProps) {
  const { user, arrivals, columns, density, narrow, mayWrite, maySync, current, chosen, opened } = props
  const t = useTranslations('users')
  const roles = useTranslations('common.roles')
  const name = fullNameOf(user)
  const tabIndex = current ? 0 : -1
  return (
    <tr className={classes.row} data-row={user.id} data-chosen={chosen || undefined} data-opened={opened || undefined}>
      {mayWrite && (
        <td className={classes.choice}>
          <PlainCheckbox
            data-choose
            aria-label={t('bulk.choose', { name })}
            checked={chosen}
            tabIndex={tabIndex}
            onChange={() => undefined}
          />
        </td>
      )}
      <td className={classes.person}>
        <div className={classes.who}>
          <UserAvatar name={name} src={user.avatar} size={density === 'compact' ? 24 : 32} />
          <div className={classes.names}>
            <Link
              href={`/users/${user.id}`}
              className={classes.name}
              data-person={user.id}
              tabIndex={tabIndex}
              prefetch={false}
            >
              <bdi>{name}</bdi>
            </Link>
            {density === 'comfortable' && !columns.includes('email') && (
              <p className={classes.below}>
                <ContactText text={user.email} />
              </p>
            )}
            <p className={`${classes.below} ${classes.narrow}`}>
              {roles(user.role)} · {t(`state.${stateOf(user)}`)}
            </p>
            {maySync && narrow && <ArrivalMarks arrivals={arrivals} />}
          </div>
        </div>
      </td>
      {!narrow &&
        columns.map((column) => (
          <td key={column} className={classes.cell}>
            <UserCell column={column} user={user} arrivals={arrivals} />
          </td>
        ))}
      {mayWrite && (
        <td className={classes.actions}>
          {!isErased(user) && (
            <button
              type="button"
              data-menu
              className={classes.menu}
              tabIndex={tabIndex}
              aria-label={t('actions.menu', { name })}
              {...menuButtonProps(`deeds-in-row-${user.id}`, props.menuOpened)}
            >
              <IconDots size={18} aria-hidden />
            </button>
          )}
        </td>
      )}
    </tr>
  )
}
