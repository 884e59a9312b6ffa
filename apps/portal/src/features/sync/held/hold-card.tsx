'use client'

import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ArrivalMark } from '@/components/arrival-mark'
import { ExactTime } from '@/components/exact-time'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { DecideHoldDialog, type Decision } from './decide-hold-dialog'
import classes from './held.module.css'
import { HoldSample } from './hold-sample'
import { type Brake, countDeeds, type Hindrance, type Hold, hindranceOf, shareOf, someHadLeft } from './read-hold'

/** A mass change that waits: who did it, to how many of how many, whom, and the two ways out. */
export function HoldCard({ hold, brake }: { hold: Hold; brake: Brake | undefined }) {
  const t = useTranslations('sync.held')
  const { percent } = useAmounts()
  const mayDecide = useMay('sync.approve')
  const [decision, setDecision] = useState<Decision | null>(null)
  const by = useCausers(hold)
  const hindrance = hindranceOf(hold, mayDecide)
  const titleId = `hold-${hold.id}`
  const share = shareOf(hold)
  const deeds = countDeeds(hold)
  const deed = deeds.deactivated && deeds.deleted ? 'both' : deeds.deleted ? 'deleted' : 'deactivated'
  return (
    <Paper p="md" component="section" aria-labelledby={titleId} className={classes.hold}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Title order={2} id={titleId}>
          {t.rich(`title.${deed}`, { by: () => <bdi>{by}</bdi>, count: hold.people })}
        </Title>
        <ArrivalMark state="held" />
      </Group>
      <Text c="dimmed" mb="sm">
        {share !== null && `${t('ofActive', { share: percent(share), active: hold.activeBefore })} `}
        {t.rich('when', { first: () => <TimeAgo at={hold.openedAt} />, last: () => <TimeAgo at={hold.lastAt} /> })}
      </Text>
      <HoldSample hold={hold} />
      <Text mt="sm">
        {t('meanwhile')}
        {someHadLeft(hold, brake) && ` ${t('hadLeft')}`}
      </Text>
      <Why hindrance={hindrance} />
      {mayDecide && (
        <Group mt="md" gap="sm">
          <Button
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            variant="default"
            onClick={() => setDecision('reject')}
          >
            {t('reject.button', { count: hold.people })}
          </Button>
          <Button
            leftSection={<IconCheck size={18} aria-hidden />}
            disabled={hindrance !== null}
            onClick={() => setDecision('approve')}
          >
            {t('approve.button', { count: hold.people })}
          </Button>
        </Group>
      )}
      {decision && <DecideHoldDialog hold={hold} decision={decision} onClose={() => setDecision(null)} />}
    </Paper>
  )
}

/** Why the reader can't approve, and who can, or from when. */
function Why({ hindrance }: { hindrance: Hindrance }) {
  const t = useTranslations('sync.held')
  const format = useFormatter()
  if (hindrance === null) return null
  if (hindrance.kind !== 'delay') return <Text c="dimmed">{t(`hindrance.${hindrance.kind}`)}</Text>
  const moment = new Date(hindrance.from)
  const from = () => (
    <ExactTime at={moment}>{format.dateTime(moment, { dateStyle: 'medium', timeStyle: 'short' })}</ExactTime>
  )
  return <Text c="dimmed">{t.rich('hindrance.delay', { from })}</Text>
}

/** Everyone who took part in it, by name. */
export function useCausers({ causedBy }: Pick<Hold, 'causedBy'>): string {
  const t = useTranslations('sync.held')
  const format = useFormatter()
  const names = causedBy.map(({ name, kind, id }) => {
    if (kind === 'sql') return t('bySql')
    return name ?? (kind === 'user' ? t('someone') : id)
  })
  return names.length === 0 ? t('someone') : format.list(names)
}
