'use client'

import { Button, Group, Progress, Text } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReasonDialog } from '@/components/reason-dialog'
import { useAmounts } from '@/components/use-amounts'
import type { RunProgress } from './read-progress'
import classes from './sync.module.css'

export interface RunBarProps {
  /** Which run it is, for people who don't see where the bar stands. */
  label: string
  done: number
  total: number
  progress: RunProgress
  /** Left out where it can't be stopped, and for people who may not. */
  stop?: { label: string; onConfirm: (reason: string) => void; pending: boolean } | undefined
}

/** A run under way: its bar, n of N, its pace, the time that is left, and a way to stop it. */
export function RunBar({ label, done, total, progress, stop }: RunBarProps) {
  const t = useTranslations('sync.run')
  const { count, seconds } = useAmounts()
  const [asking, setAsking] = useState(false)
  const { share, ratePerSecond, secondsLeft } = progress
  const text = [
    total > 0 ? t('of', { done, total }) : t('starting'),
    ratePerSecond === null ? null : t('rate', { rate: count(Math.round(ratePerSecond)) }),
    secondsLeft === null ? null : t('left', { time: seconds(Math.ceil(secondsLeft)) }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <div className={classes.runBar}>
      <Progress.Root size="md">
        <Progress.Section value={100 * share} aria-label={label} aria-valuetext={text} />
      </Progress.Root>
      <Group justify="space-between" wrap="nowrap" gap="sm" mih={32}>
        <Text c="dimmed" className={classes.figures}>
          {text}
        </Text>
        {stop && (
          <Button
            variant="default"
            size="compact-sm"
            style={{ flex: 'none' }}
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            onClick={() => setAsking(true)}
            loading={stop.pending}
            aria-label={stop.label}
          >
            {t('stop')}
          </Button>
        )}
      </Group>
      {asking && stop && (
        <ReasonDialog
          deed="stop"
          onClose={() => setAsking(false)}
          title={t('stopTitle', { deed: stop.label })}
          confirmLabel={stop.label}
          onConfirm={(reason) => {
            setAsking(false)
            stop.onConfirm(reason)
          }}
          pending={false}
        >
          {t('stopConsequence')}
        </ReasonDialog>
      )}
    </div>
  )
}
