'use client'

import { useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import type { User } from '@/trpc/routers'
import { ArrivalLink } from '../arrival-link'
import { ContactText } from '../contact-text'
import { FieldValue } from '../field-value'
import type { Arrivals } from '../use-arrivals'
import { UserState } from '../user-state'
import classes from '../users.module.css'
import type { ColumnName } from '../users-view'

/** What a column shows of a person. */
export function UserCell({ column, user, arrivals }: { column: ColumnName; user: User; arrivals: Arrivals | null }) {
  const roles = useTranslations('common.roles')
  switch (column) {
    case 'email':
      return <ContactText text={user.email} />
    case 'phone':
      return user.phoneNumber ? <FieldValue field="phoneNumber" value={user.phoneNumber} /> : null
    case 'role':
      return roles(user.role)
    case 'state':
      return <UserState user={user} />
    case 'unit':
      return user.ministere && <bdi title={user.ministere}>{user.ministere}</bdi>
    case 'matricule':
      return user.matricule && <bdi>{user.matricule}</bdi>
    case 'arrived':
      return <ArrivalMarks arrivals={arrivals} />
    case 'changed':
      return <TimeAgo at={user.updatedAt} />
    case 'created':
      return <TimeAgo at={user.createdAt} />
  }
}

/** One mark a subscriber; its place is kept until it is known. */
export function ArrivalMarks({ arrivals }: { arrivals: Arrivals | null }) {
  return (
    <div className={classes.marks}>
      {arrivals && (
        <>
          <ArrivalLink service="clinical" arrival={arrivals.clinical} item={arrivals.item} />
          <ArrivalLink service="chat" arrival={arrivals.chat} item={arrivals.item} />
        </>
      )}
    </div>
  )
}
