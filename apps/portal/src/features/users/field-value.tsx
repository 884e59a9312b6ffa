'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import { ContactText } from './contact-text'
import { PhoneText } from './phone-text'
import { isUserRole } from './user-roles'

/** A field's value in words: of a form, of the facts, or of a change in the history. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const t = useTranslations()
  if (value === null || value === undefined || value === '') return <span>{t('common.none')}</span>
  if (typeof value === 'boolean') return <span>{t(value ? 'users.yes' : 'users.no')}</span>
  if (field === 'role' && isUserRole(value)) return <span>{t(`common.roles.${value}`)}</span>
  if (field === 'sexe' && (value === 'F' || value === 'M' || value === 'X')) {
    return <span>{t(`users.form.sexe.${value}`)}</span>
  }
  if (field === 'deletedAt' && typeof value === 'string' && isIsoMoment(value)) return <Moment at={value} />
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (field === 'phoneNumber') return <PhoneText text={text} />
  return field === 'email' ? <ContactText text={text} /> : <bdi>{text}</bdi>
}

const isIsoMoment = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))

function Moment({ at }: { at: string }) {
  const moment = new Date(at)
  const text = useFormatter().dateTime(moment, { dateStyle: 'medium', timeStyle: 'short' })
  return <ExactTime at={moment}>{text}</ExactTime>
}
