'use client'

import { Anchor, Paper } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useMay } from '@/frame/me-provider'
import { AppointmentForm } from './appointment-form'

export function NewAppointmentPage() {
  const t = useTranslations('appointments')
  const mayWrite = useMay('appointments.write', 'appointments.own')
  return (
    <>
      <PageHeader
        back={
          <Anchor component={Link} href="/appointments" size="sm">
            {t('title')}
          </Anchor>
        }
        title={t('book')}
      />
      {mayWrite ? (
        <Paper p="lg" maw={680}>
          <AppointmentForm />
        </Paper>
      ) : (
        <NoAccess />
      )}
    </>
  )
}
