'use client'

import { Group, Text } from '@mantine/core'
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ArrivalMark } from '@/components/arrival-mark'
import type { ArrivalState } from '@/components/arrival-state'
import { LinkButton } from '@/components/link-button'
import { RetryButton } from '@/components/retry-button'
import { TechnicalCause } from '@/components/technical-cause'
import { useStandingWords } from '@/components/use-standing-words'
import { useMay } from '@/frame/me-provider'
import type { MatrixItem, Standing } from '@/trpc/routers'
import { RepairButton } from './repair-button'
import type { Repair } from './use-repair'
import classes from './user.module.css'

export interface StandingRowProps {
  /** Whose state it is, in words: what the brake holds, it holds for every subscriber. */
  title: string
  item: MatrixItem
  standing: Standing
  state: ArrivalState
  /** The person's. */
  name: string
  repair: Repair
}

/** Why one subscriber has not got a person's newest version, and the button that mends it. */
export function StandingRow({ title, item, standing, state, name, repair }: StandingRowProps) {
  const { sentence, advice } = useStandingWords()(item, standing)
  return (
    <li className={classes.standingRow}>
      <Group gap="xs">
        <Text component="span" fw={600}>
          {title}
        </Text>
        <ArrivalMark state={state} title={null} />
      </Group>
      <Text mt={4}>{sentence}</Text>
      <Text c="dimmed">{advice}</Text>
      {standing.parked && <TechnicalCause>{standing.parked.error}</TechnicalCause>}
      <Remedies userId={item.userId} standing={standing} name={name} repair={repair} />
    </li>
  )
}

interface RemediesProps extends Pick<StandingRowProps, 'standing' | 'name' | 'repair'> {
  userId: string
}

function Remedies({ userId, standing, name, repair }: RemediesProps) {
  const t = useTranslations('user.remedies')
  const mayOperate = useMay('sync.operate')
  const { state, parked } = standing
  const canRepair = mayOperate && (state === 'late' || state === 'parked')
  const canRetry = mayOperate && parked?.state === 'parked'
  if (!canRepair && !parked && state !== 'held' && state !== 'paused') return null
  return (
    <Group gap="xs" mt={8}>
      {canRetry && parked && <RetryButton service={standing.name} parkedId={parked.id} name={name} />}
      {canRepair && (
        <RepairButton
          repair={repair}
          services={[standing.name]}
          name={name}
          variant={canRetry ? 'default' : 'filled'}
        />
      )}
      {parked && (
        <LinkButton href={`/sync?tab=parked&user=${userId}`} size="compact-sm" variant="subtle">
          {t('openParked')}
        </LinkButton>
      )}
      {state === 'held' && (
        <LinkButton href="/sync?tab=held" size="compact-sm" leftSection={<IconHandStop size={16} aria-hidden />}>
          {t('reviewHeld')}
        </LinkButton>
      )}
      {state === 'paused' && (
        <LinkButton href="/sync?tab=queues" size="compact-sm" leftSection={<IconPlayerPlay size={16} aria-hidden />}>
          {t(mayOperate ? 'resume' : 'seeQueue')}
        </LinkButton>
      )}
    </Group>
  )
}
