'use client'

import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/copy-button'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { useSubmitOnce } from './use-submit-once'
import { fullNameOf } from './user-roles'

/** Makes a temporary password and shows it once; closing forgets it. */
export function TemporaryPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations('users.temporaryPassword')
  const common = useTranslations('common.actions')
  const { users } = useDirectory()
  // gcTime 0: the answer holds a password, and must not outlive the dialog.
  const issue = useMutation(users.issueTemporaryPassword.mutationOptions({ gcTime: 0 }))
  const name = fullNameOf(user)
  const confirm = useSubmitOnce(async () => {
    await issue.mutateAsync({ id: user.id }).catch(() => undefined)
  })
  return (
    <Modal opened onClose={onClose} title={t('title', { name })} closeOnClickOutside={!issue.data}>
      <Stack gap="md">
        {issue.data ? (
          <>
            <Text>{t('shownOnce', { email: issue.data.email })}</Text>
            <Group>
              <Code fz="lg" p="xs">
                {issue.data.temporaryPassword}
              </Code>
              <CopyButton value={issue.data.temporaryPassword} size="sm" />
            </Group>
          </>
        ) : (
          <Text>{t('consequence')}</Text>
        )}
        {issue.error && <ErrorState error={issue.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common(issue.data ? 'close' : 'cancel')}
          </Button>
          {!issue.data && (
            <Button onClick={confirm} loading={issue.isPending} data-autofocus>
              {t('confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
