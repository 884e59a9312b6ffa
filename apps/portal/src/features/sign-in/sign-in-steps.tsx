'use client'

import { Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { CodeStep, type StepEnd } from './code-step'
import { EntryHeader } from './entry-header'
import { SignInForm } from './sign-in-form'

/** Email and password, then the second factor of those who have one. */
export function SignInSteps({ next, children }: { next: string; children?: ReactNode }) {
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
        <Title order={1}>{t('code.title')}</Title>
        <CodeStep next={next} onEnd={end} />
      </>
    )
  }
  return (
    <>
      <EntryHeader title={t('title')}>{t('tagline')}</EntryHeader>
      {children}
      <SignInForm
        next={next}
        initialFault={ended === 'back' ? null : t(`code.ended.${ended}`)}
        onSecondFactor={() => setAsksCode(true)}
      />
    </>
  )
}
