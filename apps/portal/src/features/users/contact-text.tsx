'use client'

import { useTranslations } from 'next-intl'
import { isMasked } from './is-masked'

/** A telephone number or e-mail address as the services tell it; says why where a part of it is covered. */
export function ContactText({ text }: { text: string }) {
  const t = useTranslations('users')
  return <bdi title={isMasked(text) ? t('masked') : undefined}>{text}</bdi>
}
