'use client'

import { Text, Title } from '@mantine/core'
import {
  IconAddressBook,
  IconAlertOctagon,
  IconBan,
  IconBolt,
  IconCheck,
  IconClock,
  IconDatabase,
  IconEye,
  IconUnlink,
  IconUserOff,
  IconUserQuestion,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ExactTime } from '@/components/exact-time'
import { FactRows } from '@/components/facts'
import { useAmounts } from '@/components/use-amounts'
import { ToneMark } from '../../sync/tone-mark'
import classes from '../cache.module.css'
import type { Inspected } from './compare-fields'
import { readTiers, type TierName, type TierView } from './read-tiers'

const tierIcons: Record<TierName, typeof IconBolt> = {
  near: IconBolt,
  redis: IconDatabase,
  marker: IconUserQuestion,
  directory: IconAddressBook,
}
const stateIcons: Record<TierView['state'], typeof IconBolt> = {
  profile: IconCheck,
  behind: IconClock,
  stale: IconClock,
  corrupt: IconAlertOctagon,
  tombstone: IconUserOff,
  deleted: IconUserOff,
  unknown: IconUserQuestion,
  marked: IconUserQuestion,
  absent: IconBan,
  off: IconBan,
  unreachable: IconUnlink,
}

/** What each tier holds of a person, side by side, and what a read would answer now. */
export function TierCards({ held }: { held: Inspected }) {
  const t = useTranslations('cache.lookUp')
  const { answer, from, version } = held.wouldReturn
  return (
    <>
      <Text className={classes.would} role="status">
        <IconEye size={18} aria-hidden />
        <span>
          {t(`would.${answer}`, {
            version: version ?? 0,
            from: from === 'last-known' ? 'lastKnown' : (from ?? 'none'),
          })}
        </span>
      </Text>
      <ul className={classes.tiers} aria-label={t('tiersLabel')}>
        {readTiers(held).map((view) => (
          <TierCard key={view.tier} view={view} />
        ))}
      </ul>
    </>
  )
}

function TierCard({ view }: { view: TierView }) {
  const t = useTranslations('cache')
  const { seconds } = useAmounts()
  const { tier, state, tone, version, ageSeconds, ttlSeconds, origin } = view
  const TierIcon = tierIcons[tier]
  const expires = ttlSeconds === null ? null : new Date(Date.now() + ttlSeconds * 1000)
  const facts = [
    version !== null && { label: t('lookUp.version'), value: `v${version}` },
    ageSeconds !== null && { label: t('lookUp.age'), value: seconds(ageSeconds) },
    expires && {
      label: t('lookUp.ttl'),
      value: <ExactTime at={expires}>{seconds(ttlSeconds ?? 0)}</ExactTime>,
    },
    tier === 'redis' && version !== null && ttlSeconds === null && { label: t('lookUp.ttl'), value: t('lookUp.noTtl') },
    origin && { label: t('lookUp.origin'), value: t(`lookUp.origins.${origin}`) },
  ].filter((fact) => fact !== false && fact !== null)
  return (
    <li>
      <div className={classes.tierHead}>
        <Title order={3}>
          <TierIcon size={16} aria-hidden />
          {t(`tiers.${tier}`)}
        </Title>
        <ToneMark icon={stateIcons[state]} tone={tone}>
          {t(`lookUp.state.${state}`)}
        </ToneMark>
      </div>
      {facts.length > 0 ? (
        <FactRows facts={facts} />
      ) : (
        <Text c="dimmed" fz={13}>
          {t(`lookUp.meaning.${tier}`)}
        </Text>
      )}
    </li>
  )
}
