'use client'

import { Button, Paper } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { useIdleLoad } from '@/components/use-idle-load'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { OrganisationsTable } from './organisations-table'

const loadDrawer = () => import('./new-organisation-drawer').then((module) => module.NewOrganisationDrawer)
const NewOrganisationDrawer = dynamic(loadDrawer, { ssr: false })
const refreshMs = 10_000

/** All organisations of the installation, for those who run it. */
export function PlatformPage() {
  const t = useTranslations('platform')
  if (useMay('platform.manage')) return <Organisations />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function Organisations() {
  const t = useTranslations('platform')
  const [creating, setCreating] = useState(false)
  useIdleLoad(loadDrawer)
  const query = useQuery(useDirectory().platform.organisations.queryOptions(undefined, { refetchInterval: refreshMs }))
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
            {t('create.title')}
          </Button>
        }
      />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Paper component="section" aria-label={t('title')} style={{ overflow: 'hidden' }}>
          <OrganisationsTable organisations={query.data?.items} />
        </Paper>
      )}
      {creating && <NewOrganisationDrawer onClose={() => setCreating(false)} />}
    </>
  )
}
