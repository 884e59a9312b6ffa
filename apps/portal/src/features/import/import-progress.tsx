'use client'

import { Progress, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { ServiceSentence } from '@/components/service-sentence'
import { useAmounts } from '@/components/use-amounts'
import classes from './import.module.css'
import type { ImportRun } from './import-queries'

/** A step under way: its bar, n of N, its pace and the time that is left. Said aloud at every tenth. */
export function ImportProgress({ run, label }: { run: ImportRun; label: string }) {
  const t = useTranslations('import.progress')
  const { count, seconds, percent } = useAmounts()
  const share = run.total > 0 ? Math.min(1, run.done / run.total) : 0
  const text = [
    t('of', { done: run.done, total: run.total }),
    run.ratePerSecond > 0 ? t('rate', { rate: count(Math.round(run.ratePerSecond)) }) : null,
    run.secondsLeft === null ? null : t('left', { time: seconds(run.secondsLeft) }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <div className={classes.progress}>
      <Progress.Root size="lg">
        <Progress.Section value={100 * share} aria-label={label} aria-valuetext={text} />
      </Progress.Root>
      <Text c="dimmed" className={classes.figures}>
        {text}
      </Text>
      <p role="status" className="rc-visually-hidden">
        {t('said', { label, share: percent(Math.floor(share * 10) / 10) })}
      </p>
      <Text fz={13} c="dimmed">
        {t('leaving')}
      </Text>
      {run.error && (
        <Notice tone="amber">
          <ServiceSentence>{run.error}</ServiceSentence>
        </Notice>
      )}
    </div>
  )
}
