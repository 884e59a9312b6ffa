'use client'

import { List, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { notify } from '@/components/notify'
import { ReasonField } from '@/components/reason-field'
import { useReason } from '@/components/use-reason'
import { useErase } from '@/features/audit/audit-queries'
import { fullNameOf } from '@/features/users/user-roles'
import type { User } from '@/trpc/routers'
import { isSameName } from './is-same-name'

/** Says exactly what erasing does, and asks for the name and the reason before it is done. */
export function EraseDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations('user.erase')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const why = useReason('erase')
  const erase = useErase()
  const name = fullNameOf(user)
  const isNamed = isSameName(typed, name)
  const confirm = () => {
    setTried(true)
    const reason = why.read()
    if (!isNamed || reason === null) return
    erase.mutate(
      { id: user.id, reason },
      {
        onSuccess: () => {
          notify({ tone: 'told', text: t('done') })
          onClose()
        },
      },
    )
  }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('title', { name })}
      confirmLabel={t('confirm')}
      cancelLabel={t('keep')}
      onConfirm={confirm}
      pending={erase.isPending}
      danger
      error={erase.error}
    >
      <Text fw={600} mb={4}>
        {t('happens')}
      </Text>
      <List spacing={4} mb="md">
        {(['blanked', 'kept', 'final'] as const).map((line) => (
          <List.Item key={line}>{t(line)}</List.Item>
        ))}
      </List>
      <TextInput
        label={t('name', { name })}
        value={typed}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
        error={tried && !isNamed && t('nameWrong', { name })}
        autoComplete="off"
        withAsterisk
        aria-required
        mb="md"
        data-autofocus
      />
      <ReasonField {...why.field} />
    </ConfirmDialog>
  )
}
