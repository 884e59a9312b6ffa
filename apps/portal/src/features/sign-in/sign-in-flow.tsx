'use client'

import { Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { CodeStep, type StepEnd } from './code-step'
import { SignInForm } from './sign-in-form'

export interface SignInFlowProps {
  /** Above the first step. */
  children?: ReactNode
  /** Who signs in again, in a dialog over their page. */
  email?: string
  onSignedIn: () => void
}

/** Email and password, then the second factor of those who have one. */
export function SignInFlow({ children, email, onSignedIn }: SignInFlowProps) {
  const t = useTranslations('signIn')
  const [asksCode, setAsksCode] = useState(false)
  const [ended, setEnded] = useState<StepEnd>('back')
  if (asksCode) {
    const end = (reason: StepEnd) => {
      setEnded(reason)
      setAsksCode(false)
    }
    return (
      <>
        <Title order={email ? 2 : 1}>{t('code.title')}</Title>
        <CodeStep onSignedIn={onSignedIn} onEnd={end} />
      </>
    )
  }
  return (
    <>
      {children}
      <SignInForm
        email={email}
        initialFault={ended === 'back' ? null : t(`code.ended.${ended}`)}
        onSecondFactor={() => setAsksCode(true)}
        onSignedIn={onSignedIn}
      />
    </>
  )
}
