import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ImportPage } from '@/features/import/import-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('import')
  return { title: t('title') }
}

export default function Page() {
  return <ImportPage />
}
