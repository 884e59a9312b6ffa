'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TimeAgo } from '@/components/time-ago'
import { FieldValue } from '@/features/users/field-value'
import { isErased } from '@/features/users/is-erased'
import { UserState } from '@/features/users/user-state'
import type { User } from '@/trpc/routers'
import classes from './user.module.css'

const fields = ['email', 'role', 'phoneNumber', 'matricule', 'ministere', 'sexe'] as const

export function UserFacts({ user }: { user: User }) {
  const t = useTranslations('users')
  const shown = isErased(user) ? (['role'] as const) : fields
  return (
    <dl className={classes.facts}>
      <Fact label={t('columns.state')}>
        <UserState user={user} />
      </Fact>
      {shown.map((field) => (
        <Fact key={field} label={t(`form.fields.${field}`)}>
          <FieldValue field={field} value={user[field]} />
        </Fact>
      ))}
      <Fact label={t('mustChangePassword')}>
        <FieldValue field="mustChangePassword" value={user.mustChangePassword} />
      </Fact>
      <Fact label={t('columns.created')}>
        <TimeAgo at={user.createdAt} />
      </Fact>
      <Fact label={t('columns.changed')}>
        <TimeAgo at={user.updatedAt} />
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
