'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { signOut } from '../sign-in/auth-requests'
import { EnrolSteps } from './enrol-steps'

/** An organisation that requires a second factor opens nothing else until there is one. */
export function RequiredEnrolment() {
  const t = useTranslations('twoFactor.required')
  const leave = async () => {
    await signOut()
    window.location.assign('/sign-in')
  }
  return (
    <>
      <EnrolSteps onDone={() => window.location.assign('/')} />
      <Button variant="subtle" size="compact-sm" mt="md" onClick={leave}>
        {t('leave')}
      </Button>
    </>
  )
}
