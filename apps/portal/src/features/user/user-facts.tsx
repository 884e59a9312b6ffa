'use client'

import { Anchor, Group } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TimeAgo } from '@/components/time-ago'
import { UserAvatar } from '@/components/user-avatar'
import { FieldValue } from '@/features/users/field-value'
import { isErased } from '@/features/users/is-erased'
import type { FormField } from '@/features/users/user-form-values'
import { fullNameOf } from '@/features/users/user-roles'
import { UserState } from '@/features/users/user-state'
import { useMay, useMe } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { ProfileSection } from './profile-section'
import classes from './user.module.css'

const contact = ['firstName', 'lastName', 'email', 'phoneNumber'] as const
const position = ['role', 'ministere', 'matricule', 'sexe'] as const

/** Who somebody is: each section is edited in its place. */
export function UserFacts({ user }: { user: User }) {
  const t = useTranslations('users')
  const sections = useTranslations('user.sections')
  const me = useMe()
  const editable = useMay('users.write') && user.deletedAt === null
  if (isErased(user)) return <Account user={user} />
  // Nobody changes their own role: the last administrator would be gone.
  const positionFields = me.user.id === user.id ? position.filter((field) => field !== 'role') : position
  return (
    <>
      <ProfileSection user={user} name="contact" fields={contact} editable={editable}>
        <Fields user={user} fields={contact} />
      </ProfileSection>
      <ProfileSection user={user} name="position" fields={positionFields} editable={editable}>
        <Fields user={user} fields={position} />
      </ProfileSection>
      <ProfileSection user={user} name="picture" fields={['avatar']} editable={editable}>
        <Group gap="sm" wrap="nowrap" align="flex-start" py={8}>
          <UserAvatar name={fullNameOf(user)} src={user.avatar} size={56} />
          <div className={classes.pictureWords}>
            {user.avatar ? (
              <Anchor href={user.avatar} target="_blank" rel="noopener noreferrer" fz={13}>
                {user.avatar}
              </Anchor>
            ) : (
              sections('noPicture')
            )}
          </div>
        </Group>
      </ProfileSection>
      <section className={classes.profileSection} aria-label={t('columns.state')}>
        <Account user={user} />
      </section>
    </>
  )
}

function Fields({ user, fields }: { user: User; fields: readonly FormField[] }) {
  const t = useTranslations('users.form.fields')
  return (
    <dl className={classes.facts}>
      {fields.map((field) => (
        <Fact key={field} label={t(field)}>
          <FieldValue field={field} value={user[field]} />
        </Fact>
      ))}
    </dl>
  )
}

function Account({ user }: { user: User }) {
  const t = useTranslations('users')
  return (
    <dl className={classes.facts}>
      <Fact label={t('columns.state')}>
        <UserState user={user} />
      </Fact>
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
