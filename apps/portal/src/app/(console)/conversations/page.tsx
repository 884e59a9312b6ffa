import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConversationsPage } from '@/features/conversations/conversations-page'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('conversations')
  return { title: t('title') }
}

export default function Page() {
  return <ConversationsPage />
}
