'use client'

import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { HeldProfile } from '@/features/cache/profiles/held-profile'
import { useChat } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'

const everyMs = 5000

/** What each tier of the cache holds of somebody, beside the directory, and the way to have it forgotten. */
export function UserCache({ user }: { user: User }) {
  const t = useTranslations('user.cache')
  const held = useQuery(useChat().cache.inspect.queryOptions({ id: user.id }, { retry: 1, refetchInterval: everyMs }))
  return (
    <Section title={t('title')} hint={t('hint')} padding="lg">
      {held.isPending && <Skeleton height={480} />}
      {held.isError && !held.data && <ErrorState error={held.error} onRetry={() => held.refetch()} />}
      {held.data && <HeldProfile id={user.id} user={user} held={held.data} />}
    </Section>
  )
}
