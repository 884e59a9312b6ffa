'use client'

import { IconCircleCheck, IconCircleOff, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { User } from '@/trpc/routers'
import classes from './users.module.css'

export function stateOf(user: Pick<User, 'isActive' | 'deletedAt'>): 'active' | 'inactive' | 'deleted' {
  if (user.deletedAt) return 'deleted'
  return user.isActive ? 'active' : 'inactive'
}

const looks = {
  active: { icon: IconCircleCheck, tone: 'green' },
  inactive: { icon: IconCircleOff, tone: 'grey' },
  deleted: { icon: IconTrash, tone: 'red' },
}

export function UserState({ user }: { user: Pick<User, 'isActive' | 'deletedAt'> }) {
  const t = useTranslations('users.state')
  const state = stateOf(user)
  const { icon: Icon, tone } = looks[state]
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t(state)}
    </span>
  )
}
