'use client'

import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { SentLinkNote } from '@/components/sent-link-note'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { useSubmitOnce } from './use-submit-once'
import { fullNameOf } from './user-roles'

export interface SendLinkDialogProps {
  user: User
  onClose: () => void
  /** The link is on its way, or shown. */
  onSent?: () => void
}

/** Sends a link by which someone chooses their own password; the directory knows whether it is their first one. */
export function SendLinkDialog({ user, onClose, onSent }: SendLinkDialogProps) {
  const t = useTranslations('users.sendLink')
  const common = useTranslations('common.actions')
  const { users } = useDirectory()
  // gcTime 0: the answer may hold the link itself, and must not outlive the dialog.
  const send = useMutation(users.sendLink.mutationOptions({ gcTime: 0 }))
  const name = fullNameOf(user)
  const confirm = useSubmitOnce(async () => {
    try {
      await send.mutateAsync({ id: user.id })
      onSent?.()
    } catch {
      // The dialog shows it.
    }
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={send.data ? t(`titles.${send.data.purpose}`, { name }) : t('title', { name })}
      closeOnClickOutside={!send.data}
    >
      <Stack gap="md">
        {send.data ? <SentLinkNote sent={send.data} /> : <Text>{t('text', { email: user.email })}</Text>}
        {send.error && <ErrorState error={send.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common(send.data ? 'close' : 'cancel')}
          </Button>
          {!send.data && (
            <Button onClick={confirm} loading={send.isPending} data-autofocus>
              {t('confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
