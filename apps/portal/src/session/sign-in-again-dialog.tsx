'use client'

import { Anchor, Modal, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { SignInFlow } from '@/features/sign-in/sign-in-flow'

export interface SignInAgainDialogProps {
  email: string
  onSignedIn: () => void
}

/** Can't be closed: without a session nothing behind it works. */
export function SignInAgainDialog({ email, onSignedIn }: SignInAgainDialogProps) {
  const t = useTranslations('signIn.again')
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title={t('title')}
      zIndex={500}
      size={440}
    >
      <Text c="dimmed" mb="md">
        {t('why')}
      </Text>
      <SignInFlow email={email} onSignedIn={onSignedIn} />
      <Text c="dimmed" fz={13} mt="md">
        <Anchor href="/sign-in" inherit>
          {t('leave')}
        </Anchor>
      </Text>
    </Modal>
  )
}
