'use client'

import { Button, Group, Skeleton, Text } from '@mantine/core'
import { IconEye, IconPlayerPause, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { Notice } from '@/components/notice'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { useMay } from '@/frame/me-provider'
import { RunState } from '../run-state'
import type { SubscriberName, SubscriberView } from '../subscriber-view'
import { countDifferences, type ReconcileRun } from './read-run'
import classes from './reconcile.module.css'
import { ReconcileBar } from './reconcile-bar'
import { ReconcileDialog } from './reconcile-dialog'
import { useReconcileDeeds } from './use-reconcile-deeds'
import type { ReconcilesOf } from './use-reconciles'

export interface ReconcileCardProps {
  view: SubscriberView
  answer: ReconcilesOf
  /** The newest run that came to its end. */
  last: ReconcileRun | null
}

/** One subscriber: how it stood when it was last compared, the run under way, and the buttons that begin one. */
export function ReconcileCard({ view, answer, last }: ReconcileCardProps) {
  const t = useTranslations('sync.reconcile')
  const service = useTranslations('common.services')(view.name)
  const mayOperate = useMay('sync.operate')
  const { stop } = useReconcileDeeds(view.name)
  const running = answer.runs?.find(({ state }) => state === 'running') ?? null
  const { isPaused } = view
  const failed = answer.isError
  return (
    <Section title={service} aside={running && <RunState state="running" />}>
      <div className={classes.standing}>
        {failed && <ErrorState error={answer.error} title={t('unreachable', { service })} onRetry={answer.retry} />}
        {answer.isPending && <Skeleton h={16} w={240} />}
        {!failed && running && (
          <ReconcileBar
            service={service}
            run={running}
            {...(mayOperate && { onStop: (reason: string) => stop.mutate({ reason }) })}
            stopping={stop.isPending}
          />
        )}
        {!failed && answer.runs && !running && <LastWord last={last} />}
      </div>
      {isPaused && (
        <Notice tone="grey" icon={IconPlayerPause} link={{ href: '/sync?tab=queues', label: t('toQueues') }}>
          {t('paused', { service })}
        </Notice>
      )}
      {mayOperate && !failed && <StartButtons name={view.name} disabled={running !== null || isPaused} />}
      {stop.isError && <ErrorState error={stop.error} title={t('notStopped', { service })} />}
    </Section>
  )
}

interface StartButtonsProps {
  name: SubscriberName
  disabled: boolean
}

function StartButtons({ name, disabled }: StartButtonsProps) {
  const t = useTranslations('sync.reconcile')
  const service = useTranslations('common.services')(name)
  const [asked, setAsked] = useState<ReconcileRun['mode'] | null>(null)
  return (
    <Group gap="xs" mt="sm">
      <Button
        variant="default"
        leftSection={<IconEye size={18} aria-hidden />}
        disabled={disabled}
        onClick={() => setAsked('preview')}
        aria-label={t('previewFor', { service })}
      >
        {t('preview')}
      </Button>
      <Button
        leftSection={<IconRefresh size={18} aria-hidden />}
        disabled={disabled}
        onClick={() => setAsked('apply')}
        aria-label={t('applyFor', { service })}
      >
        {t('apply')}
      </Button>
      {asked && <ReconcileDialog name={name} mode={asked} onClose={() => setAsked(null)} />}
    </Group>
  )
}

/** How it stood when it was last compared. */
function LastWord({ last }: { last: ReconcileRun | null }) {
  const t = useTranslations('sync.reconcile')
  if (!last?.endedAt) return <Text c="dimmed">{t('never')}</Text>
  const { endedAt, mode, repaired } = last
  const { differing } = countDifferences(last)
  const words = differing === 0 ? 'lastNothing' : mode === 'preview' ? 'lastPreview' : 'lastApplied'
  return <Text c="dimmed">{t.rich(words, { count: differing, repaired, ago: () => <TimeAgo at={endedAt} /> })}</Text>
}
