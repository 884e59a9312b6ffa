'use client'

import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import type { User } from '@/trpc/routers'
import { useUndo } from './recent/use-undo'

/** Says what was done; with the person as they are since, it can be taken back from there. */
export function useDeedToast() {
  const t = useTranslations('users.undo')
  const undo = useUndo()
  return (text: string, undoable: User | null) => {
    if (!undoable) return notify({ text })
    const { id, version } = undoable
    const action = { label: t('undo'), run: () => undo.mutate({ id, version }) }
    notify({ text, action, link: { href: '/users/recent', label: t('recent') } })
  }
}
