'use client'

import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { AuditTrail } from './audit-trail'

/** Who did what to whom, when and why. */
export function AuditPage() {
  const t = useTranslations('audit')
  if (useMay('audit.read')) return <AuditTrail />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}
