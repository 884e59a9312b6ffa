'use client'

import { Code, Skeleton, Text } from '@mantine/core'
import { IconUserSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useMay } from '@/frame/me-provider'
import { useChat, useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import { useCacheParams } from '../cache-params'
import { isUserId } from '../is-user-id'
import { PersonSelect } from '../person-select'
import { HeldProfile } from './held-profile'

const everyMs = 5000

/** What the cache holds of one person, beside the directory. Who it is stands in the address. */
export function LookUp() {
  const t = useTranslations('cache.lookUp')
  const { params, setParams } = useCacheParams()
  const id = params.user
  const user = useDirectoryUser(id)
  return (
    <Section title={t('title')} hint={t('hint')}>
      {useMay('users.read') && (
        <PersonSelect
          description={t('personHint')}
          value={id}
          selected={user.person}
          onChange={(next) => void setParams({ user: next })}
        />
      )}
      {id === null ? (
        <EmptyState icon={<IconUserSearch size={32} stroke={1.5} />} title={t('emptyTitle')}>
          {t('empty')}
        </EmptyState>
      ) : (
        <Chosen id={id} user={user} />
      )}
    </Section>
  )
}

function useDirectoryUser(id: string | null) {
  const enabled = useMay('users.read') && id !== null && isUserId(id)
  const query = useQuery(useDirectory().users.byId.queryOptions({ id: id ?? '' }, { enabled, retry: 1 }))
  const unknown = id !== null && (!isUserId(id) || (query.isError && readFailure(query.error).code === 'NOT_FOUND'))
  return { query, unknown, person: query.data && !query.isError ? query.data : null }
}

function Chosen({ id, user }: { id: string; user: ReturnType<typeof useDirectoryUser> }) {
  const t = useTranslations('cache.lookUp')
  const { query, unknown, person } = user
  const held = useQuery(
    useChat().cache.inspect.queryOptions(
      { id: id.toLowerCase() },
      { enabled: isUserId(id), retry: 1, refetchInterval: everyMs },
    ),
  )
  const loading = held.isLoading || query.isLoading
  return (
    <>
      {loading && <Skeleton h={480} mt="md" />}
      {unknown && <Text mt="md">{t.rich('unknown', { id, code: (chunks) => <Code>{chunks}</Code> })}</Text>}
      {query.isError && !unknown && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} title={t('userFailed')} />
      )}
      {held.isError && <ErrorState error={held.error} onRetry={() => void held.refetch()} title={t('heldFailed')} />}
      {!loading && held.data && !held.isError && <HeldProfile id={id} user={person} held={held.data} />}
    </>
  )
}
