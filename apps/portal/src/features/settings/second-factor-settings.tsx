'use client'

import { Button, Group, Modal, Text } from '@mantine/core'
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { Section } from '@/components/section'
import { useMe } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { disableSecondFactor, renewRecoveryCodes } from '../sign-in/auth-requests'
import { EnrolSteps } from '../two-factor/enrol-steps'
import { PasswordStep } from '../two-factor/password-step'
import { RecoveryCodes } from '../two-factor/recovery-codes'

type Deed = 'enable' | 'disable' | 'renew'

/** Whether signing in takes a code, and what may be done about it. */
export function SecondFactorSettings() {
  const t = useTranslations('twoFactor.settings')
  const { twoFactor } = useMe()
  const directory = useDirectory()
  const queryClient = useQueryClient()
  const [deed, setDeed] = useState<Deed | null>(null)
  const refresh = () => queryClient.invalidateQueries({ queryKey: directory.me.pathKey() })
  const close = () => setDeed(null)
  const disabled = () => {
    notify({ text: t('disabled') })
    void refresh()
    close()
  }
  const Icon = twoFactor.enabled ? IconShieldCheck : IconShieldOff
  return (
    <Section
      padding="lg"
      title={t('title')}
      aside={
        <Group gap={6} c={twoFactor.enabled ? 'var(--rc-green)' : 'dimmed'} component="span">
          <Icon size={18} stroke={1.9} aria-hidden />
          <span>{t(twoFactor.enabled ? 'on' : 'off')}</span>
        </Group>
      }
    >
      <Text>{t(twoFactor.enabled ? 'onText' : 'offText')}</Text>
      {twoFactor.enabled && twoFactor.required && (
        <Text c="dimmed" mt="xs">
          {t('requiredText')}
        </Text>
      )}
      <Group mt="md" gap="sm">
        {!twoFactor.enabled && <Button onClick={() => setDeed('enable')}>{t('enable')}</Button>}
        {twoFactor.enabled && (
          <Button variant="default" onClick={() => setDeed('renew')}>
            {t('renew')}
          </Button>
        )}
        {twoFactor.enabled && !twoFactor.required && (
          <Button variant="default" onClick={() => setDeed('disable')}>
            {t('disable')}
          </Button>
        )}
      </Group>
      <Modal
        opened={deed !== null}
        onClose={close}
        title={deed === 'enable' ? t('title') : deed && t(deed)}
        closeOnClickOutside={false}
      >
        {deed === 'enable' && <EnrolSteps onEnabled={refresh} onDone={close} />}
        {deed === 'renew' && <RenewSteps onDone={close} />}
        {deed === 'disable' && (
          <PasswordStep danger ask={disableSecondFactor} submitLabel={t('disable')} onDone={disabled}>
            {t('disableText')}
          </PasswordStep>
        )}
      </Modal>
    </Section>
  )
}

function RenewSteps({ onDone }: { onDone: () => void }) {
  const t = useTranslations('twoFactor.settings')
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  return (
    <PasswordStep
      ask={renewRecoveryCodes}
      submitLabel={t('renewSubmit')}
      onDone={({ backupCodes }) => setCodes(backupCodes)}
    >
      {t('renewText')}
    </PasswordStep>
  )
}
