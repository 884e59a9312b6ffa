'use client'

import { Button, Group, Progress, Text } from '@mantine/core'
import { IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNow, useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { readProgress } from '@/features/sync/read-progress'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { BulkRun } from '@/trpc/routers'
import { useDeedWords } from './use-deed-words'

/** A run under way: its bar, n of N, its pace, the time that is left, and a way to stop it. */
export function BulkProgress({ run }: { run: BulkRun }) {
  const t = useTranslations('sync.run')
  const ofBulk = useTranslations('users.bulk')
  const words = useDeedWords()
  const { count, seconds } = useAmounts()
  const now = useNow({ updateInterval: 1000 })
  const { share, ratePerSecond, secondsLeft } = readProgress(run, now.getTime())
  const running = run.state === 'running'
  const text = [
    t('of', { done: run.done, total: run.total }),
    running && ratePerSecond !== null && t('rate', { rate: count(Math.round(ratePerSecond)) }),
    running && secondsLeft !== null && t('left', { time: seconds(Math.ceil(secondsLeft)) }),
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <div>
      <Progress.Root size="md">
        <Progress.Section value={100 * share} aria-label={words(run)} aria-valuetext={text} />
      </Progress.Root>
      <Group justify="space-between" wrap="nowrap" gap="sm" mih={36} my={4}>
        <Text c="dimmed">{text}</Text>
        {running && <StopButton id={run.id} label={ofBulk('stop')} />}
      </Group>
    </div>
  )
}

function StopButton({ id, label }: { id: string; label: string }) {
  const queryClient = useQueryClient()
  const { bulk } = useDirectory().users
  const stop = useMutation(
    bulk.stop.mutationOptions({ onSettled: () => queryClient.invalidateQueries({ queryKey: bulk.pathKey() }) }),
  )
  const mayWrite = useMay('users.write')
  if (!mayWrite) return null
  return (
    <Button
      variant="default"
      size="compact-sm"
      flex="none"
      leftSection={<IconPlayerStop size={16} aria-hidden />}
      loading={stop.isPending}
      onClick={() => stop.mutate({ id })}
    >
      {label}
    </Button>
  )
}
