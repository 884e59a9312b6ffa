import { Skeleton } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import classes from '../cache.module.css'
import type { CacheStats } from '../cache-figures'

const counters = [
  ...(['nearHits', 'redisHits', 'misses', 'fallbacks', 'negatives'] as const),
  ...(['coalesced', 'staleServes', 'standIns', 'corrupt', 'errors'] as const),
]

/** What the hit rate is made of: every counter, and what it counts. */
export function ReadsPanel({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.reads')
  const { count } = useAmounts()
  return (
    <Section title={t('title')} hint={t('hint')}>
      <dl className={classes.counters}>
        {counters.map((name) => (
          <div key={name}>
            <dt>
              {t(`${name}.label`)}
              <span>{t(`${name}.meaning`)}</span>
            </dt>
            <dd>{stats ? count(stats[name]) : <Skeleton w={48} h={16} my={2} />}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
