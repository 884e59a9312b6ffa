import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ArrivalMark } from '@/components/arrival-mark'
import type { ArrivalState } from '@/components/arrival-state'

/** A state's mark, or that it isn't known. */
export function StateMark({ state }: { state: ArrivalState | null }) {
  const t = useTranslations('sync')
  if (state) return <ArrivalMark state={state} />
  return (
    <Text component="span" size="xs" c="dimmed">
      {t('notKnown')}
    </Text>
  )
}
