'use client'

import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { PageHeader } from '@/components/page-header'
import { PrintNote } from '@/components/print-note'
import { useMay } from '@/frame/me-provider'
import classes from './import.module.css'
import { useImportParams } from './import-params'
import { ImportRuns } from './import-runs'
import { ImportSteps } from './import-steps'
import { NewImport } from './new-import'
import { OneImport } from './one-import'

/** People from a file: a wizard whose work lives on the server, so that leaving it loses nothing. */
export function ImportPage() {
  const t = useTranslations('import')
  const users = useTranslations('users')
  const mayWrite = useMay('users.write')
  const { params } = useImportParams()
  return (
    <>
      <PageHeader
        back={
          <Anchor component={Link} href="/users" size="sm">
            {users('title')}
          </Anchor>
        }
        title={t('title')}
        description={t('description')}
      />
      <PrintNote />
      {!mayWrite && <NoAccess />}
      {mayWrite && params.id && <OneImport key={params.id} id={params.id} />}
      {mayWrite && !params.id && (
        <div className={classes.page}>
          <ImportSteps shown="file" open={['file']} />
          <NewImport />
          <ImportRuns />
        </div>
      )}
    </>
  )
}
