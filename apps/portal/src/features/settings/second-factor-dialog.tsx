'use client'

import { Modal } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { disableSecondFactor, renewRecoveryCodes } from '../sign-in/auth-requests'
import { EnrolSteps } from '../two-factor/enrol-steps'
import { PasswordStep } from '../two-factor/password-step'
import { RecoveryCodes } from '../two-factor/recovery-codes'

export type SecondFactorDeed = 'enable' | 'disable' | 'renew'

export interface SecondFactorDialogProps {
  deed: SecondFactorDeed
  onEnabled: () => void
  onDisabled: () => void
  onClose: () => void
}

/** The steps of each deed; mounted while it is done. */
export function SecondFactorDialog({ deed, onEnabled, onDisabled, onClose }: SecondFactorDialogProps) {
  const t = useTranslations('twoFactor.settings')
  return (
    <Modal opened onClose={onClose} title={t(deed === 'enable' ? 'title' : deed)} closeOnClickOutside={false}>
      {deed === 'enable' && <EnrolSteps onEnabled={onEnabled} onDone={onClose} />}
      {deed === 'renew' && <RenewSteps onDone={onClose} />}
      {deed === 'disable' && (
        <PasswordStep danger ask={disableSecondFactor} submitLabel={t('disable')} onDone={onDisabled}>
          {t('disableText')}
        </PasswordStep>
      )}
    </Modal>
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
