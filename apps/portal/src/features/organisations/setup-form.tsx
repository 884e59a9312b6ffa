'use client'

import { Skeleton } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LinkButton } from '@/components/link-button'
import { type AuthRefusal, setUp } from '../sign-in/auth-requests'
import { EntryDone } from '../sign-in/entry-done'
import { FaultAlert } from '../sign-in/fault-alert'
import { useFragmentToken } from '../sign-in/use-fragment-token'
import { useRefusalWords } from '../sign-in/use-refusal-words'
import { type NewOrganisation, OrganisationForm } from './organisation-form'

/** The first run: an empty installation gets its organisation and its first administrator. */
export function SetupForm() {
  const t = useTranslations('organisations.setup')
  const words = useTranslations('signIn')
  const refusalWords = useRefusalWords()
  const token = useFragmentToken()
  const [fault, setFault] = useState<string | null>(null)
  const [done, setDone] = useState(false)

  const wordsFor = (refusal: AuthRefusal) => {
    if (refusal.status === 401) return t('wrongLink')
    return refusal.status === 409 ? t('alreadyDone') : refusalWords(refusal, refusal.message || t('other'))
  }
  const submit = async ({ name, timeZone, ...administrator }: NewOrganisation) => {
    setFault(null)
    const answer = await setUp({ token: token ?? '', organisation: { name, timeZone }, ...administrator })
    if (answer.ok) setDone(true)
    else if (answer.message.startsWith('password:')) return { password: words('newPassword.errors.common') }
    else setFault(wordsFor(answer))
    return undefined
  }

  if (done) return <EntryDone text={t('done')} action={<LinkButton href="/sign-in">{words('submit')}</LinkButton>} />
  if (token === null) return <EntryDone text={t('incomplete')}>{t('whereIsIt')}</EntryDone>
  if (token === undefined) return <Skeleton height={560} />
  return (
    <OrganisationForm
      withPassword
      submitLabel={t('submit')}
      onSubmit={submit}
      fault={fault && <FaultAlert fault={fault} />}
    />
  )
}
