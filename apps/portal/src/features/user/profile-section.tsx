'use client'

import { ActionIcon, Group, Skeleton, Title } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useRef, useState } from 'react'
import { late } from '@/components/late'
import type { FormField } from '@/features/users/user-form-values'
import type { User } from '@/trpc/routers'
import classes from './user.module.css'

const ProfileForm = late(
  () => import('./profile-form').then((module) => module.ProfileForm),
  () => <Skeleton height={120} />,
)

export interface ProfileSectionProps {
  user: User
  name: 'contact' | 'position' | 'picture'
  fields: readonly FormField[]
  editable: boolean
  /** The facts, while nothing is edited. */
  children: ReactNode
}

/** A part of a profile under its own name, with a pencil that opens it in its place. */
export function ProfileSection({ user, name, fields, editable, children }: ProfileSectionProps) {
  const t = useTranslations('user.sections')
  const titleId = useId()
  const pencilRef = useRef<HTMLButtonElement>(null)
  const [editing, setEditing] = useState(false)
  const close = () => {
    setEditing(false)
    // The pencil is there again only after the next drawing.
    requestAnimationFrame(() => pencilRef.current?.focus())
  }
  return (
    <section className={classes.profileSection} aria-labelledby={titleId}>
      <Group justify="space-between" mih={34}>
        <Title order={3} id={titleId}>
          {t(name)}
        </Title>
        {editable && !editing && (
          <ActionIcon ref={pencilRef} aria-label={t('edit', { section: t(name) })} onClick={() => setEditing(true)}>
            <IconPencil size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {editing ? <ProfileForm user={user} fields={fields} label={t(name)} onClose={close} /> : children}
    </section>
  )
}
