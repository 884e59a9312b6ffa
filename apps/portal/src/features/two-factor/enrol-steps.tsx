'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { beginSecondFactor } from '../sign-in/auth-requests'
import { PasswordStep } from './password-step'
import { RecoveryCodes } from './recovery-codes'
import { ScanStep } from './scan-step'

export interface EnrolStepsProps {
  /** The second factor is on from now, though the codes are still to be kept. */
  onEnabled?: () => void
  onDone: () => void
}

/** Password, authenticator app, recovery codes: in this order, each once. */
export function EnrolSteps({ onEnabled, onDone }: EnrolStepsProps) {
  const t = useTranslations('twoFactor')
  const [begun, setBegun] = useState<{ totpURI: string; backupCodes: string[] } | null>(null)
  const [verified, setVerified] = useState(false)
  if (!begun) {
    return (
      <PasswordStep ask={beginSecondFactor} submitLabel={t('begin.submit')} onDone={setBegun}>
        {t('begin.text')}
      </PasswordStep>
    )
  }
  if (verified) return <RecoveryCodes codes={begun.backupCodes} onDone={onDone} />
  const verify = () => {
    setVerified(true)
    onEnabled?.()
  }
  return <ScanStep totpUri={begun.totpURI} onDone={verify} />
}
