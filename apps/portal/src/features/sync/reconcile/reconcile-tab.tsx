'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { subscriberNames } from '../subscriber-view'
import classes from '../sync.module.css'
import { useSyncParams } from '../sync-params'
import type { RoadFigures } from '../use-road-figures'
import { lastDone } from './read-run'
import { ReconcileCard } from './reconcile-card'
import { RunReport } from './run-report'
import { RunsList } from './runs-list'
import { useReconciles } from './use-reconciles'

/** Compares each subscriber with the directory, shows what differs, and puts it right. */
export function ReconcileTab({ figures }: { figures: RoadFigures }) {
  const t = useTranslations('sync.reconcile')
  const { params } = useSyncParams()
  const answers = useReconciles()
  const opened = subscriberNames.find((name) => name === params.service)
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={720}>
        {t('hint')}
      </Text>
      <div className={classes.halves}>
        {figures.subscribers.map((view) => (
          <ReconcileCard
            key={view.name}
            view={view}
            answer={answers[view.name]}
            last={lastDone(answers[view.name].runs)}
          />
        ))}
      </div>
      {opened && params.run && <RunReport key={params.run} service={opened} id={params.run} />}
      <RunsList answers={answers} />
    </Stack>
  )
}
