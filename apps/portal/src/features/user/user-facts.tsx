'use client'

import { Anchor, Group } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import { FieldValue } from '@/features/users/field-value'
import { isErased } from '@/features/users/is-erased'
import type { FormField } from '@/features/users/user-form-values'
import { fullNameOf } from '@/features/users/user-roles'
import { useMay, useMe } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { ProfileFacts } from './profile-facts'
import { ProfileSection } from './profile-section'
import classes from './user.module.css'

const contact = ['firstName', 'lastName', 'email', 'phoneNumber'] as const
const position = ['role', 'ministere', 'matricule', 'sexe'] as const

/** Who somebody is: each section is edited in its place. */
export function UserFacts({ user }: { user: User }) {
  const sections = useTranslations('user.sections')
  const me = useMe()
  const editable = useMay('users.write') && user.deletedAt === null
  if (isErased(user)) return <Fields user={user} fields={['role']} />
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
    </>
  )
}

function Fields({ user, fields }: { user: User; fields: readonly FormField[] }) {
  const t = useTranslations('users.form.fields')
  return (
    <ProfileFacts
      facts={fields.map((field) => [t(field), <FieldValue key={field} field={field} value={user[field]} />])}
    />
  )
}
