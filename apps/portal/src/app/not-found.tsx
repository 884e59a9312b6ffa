import { Center } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common.notFound')
  return { title: t('title') }
}

export default async function NotFound() {
  const t = await getTranslations('common.notFound')
  return (
    <Center mih="80dvh" component="main">
      <EmptyState
        level={1}
        icon={<IconMapOff size={32} />}
        title={t('title')}
        action={
          <LinkButton href="/" mt="sm">
            {t('action')}
          </LinkButton>
        }
      >
        {t('text')}
      </EmptyState>
    </Center>
  )
}
