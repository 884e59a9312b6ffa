import { Skeleton, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ArrivalMark } from '@/components/arrival-mark'
import type { ArrivalState } from '@/components/arrival-state'

/** A state's mark, or that it isn't known. */
export function StateMark({ state, loading = false }: { state: ArrivalState | null; loading?: boolean }) {
  const t = useTranslations('sync')
  if (state) return <ArrivalMark state={state} />
  if (loading) return <Skeleton w={80} h={20} />
  return (
    <Text component="span" size="xs" c="dimmed">
      {t('notKnown')}
    </Text>
  )
}
