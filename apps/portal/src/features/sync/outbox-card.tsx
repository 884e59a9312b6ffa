import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { FactRows } from '@/components/facts'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { StateMark } from './state-mark'
import { outboxState } from './subscriber-view'
import type { RoadFigures } from './use-road-figures'

/** What the directory has written and the bus has not accepted yet. */
export function OutboxCard({ directory }: Pick<RoadFigures, 'directory'>) {
  const t = useTranslations('sync.outbox')
  const { count, seconds } = useAmounts()
  const { data, isError, error, refetch } = directory
  const { outbox, relay } = data ?? {}
  const state = isError ? 'unreachable' : outbox ? outboxState(outbox) : null
  return (
    <Section title={t('title')} hint={t('hint')} aside={<StateMark state={state} loading={!data && !isError} />}>
      {isError && <ErrorState error={error} title={t('unreachable')} onRetry={() => void refetch()} />}
      {relay?.lastError && !isError && (
        <Notice tone="amber" advice={t('relayAdvice')}>
          {t('relayError', { error: relay.lastError })}
        </Notice>
      )}
      <FactRows
        facts={[
          { label: t('depth'), value: outbox && count(outbox.depth) },
          { label: t('interactive'), value: outbox && count(outbox.interactive) },
          { label: t('bulk'), value: outbox && count(outbox.bulk) },
          { label: t('held'), value: outbox && count(outbox.held) },
          {
            label: t('oldest'),
            value: outbox && (outbox.oldestAt ? seconds(outbox.oldestSeconds) : t('nothingWaits')),
          },
          { label: t('published'), value: relay === null ? '–' : relay && count(relay.publishedTotal) },
          { label: t('lastPublished'), value: relay === null ? '–' : relay && <TimeAgo at={relay.lastPublishedAt} /> },
          { label: t('people'), value: data && count(data.directory.users) },
          { label: t('lastChange'), value: data && <TimeAgo at={data.directory.lastEventAt} /> },
        ]}
      />
    </Section>
  )
}
