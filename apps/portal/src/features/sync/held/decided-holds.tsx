'use client'

import { Text } from '@mantine/core'
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { ToneMark } from '../tone-mark'
import classes from './held.module.css'
import { useCausers } from './hold-card'
import type { Hold } from './read-hold'

/** Holds of the past: who caused them, how they ended, and who said so. */
export function DecidedHolds({ holds }: { holds: Hold[] }) {
  const t = useTranslations('sync.held')
  return (
    <Section title={t('decided')}>
      <ol className={classes.decided}>
        {holds.map((hold) => (
          <DecidedHold key={hold.id} hold={hold} />
        ))}
      </ol>
    </Section>
  )
}

function DecidedHold({ hold }: { hold: Hold }) {
  const t = useTranslations('sync.held')
  const by = useCausers(hold)
  const approved = hold.state === 'approved'
  return (
    <li className={classes.past}>
      <ToneMark icon={approved ? IconCheck : IconArrowBackUp} tone={approved ? 'green' : 'grey'}>
        {t(approved ? 'approved' : 'rejected')}
      </ToneMark>
      <div>
        <Text>{t.rich('past', { by: () => <bdi>{by}</bdi>, count: hold.people })}</Text>
        <Text fz={13} c="dimmed">
          {t.rich(hold.decidedBy ? 'decidedBy' : 'oneByOne', {
            who: () => <bdi>{hold.decidedBy?.name ?? t('someone')}</bdi>,
            ago: () => <TimeAgo at={hold.decidedAt} />,
          })}
        </Text>
      </div>
    </li>
  )
}
