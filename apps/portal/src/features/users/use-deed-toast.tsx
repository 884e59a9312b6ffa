'use client'

import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import type { User } from '@/trpc/routers'
import { useUndo } from './recent/use-undo'

// Long enough to notice a mistake; /users/recent offers the same for thirty days.
const undoMs = 12_000

/** Says what was done; with the person as they are since, it can be taken back from there. */
export function useDeedToast() {
  const t = useTranslations('users.undo')
  const undo = useUndo()
  return (message: string, undoable: User | null) => {
    if (!undoable) return notifications.show({ color: 'teal', message })
    const id = `undo ${undoable.id} ${undoable.version}`
    const takeBack = () => {
      notifications.hide(id)
      undo.mutate({ id: undoable.id, version: undoable.version })
    }
    return notifications.show({
      id,
      color: 'teal',
      autoClose: undoMs,
      message: (
        <Group justify="space-between" gap="sm" wrap="nowrap">
          <span>{message}</span>
          <Button variant="default" size="compact-sm" onClick={takeBack} style={{ flex: 'none' }}>
            {t('undo')}
          </Button>
        </Group>
      ),
    })
  }
}
