'use client'

import { Skeleton, Text } from '@mantine/core'
import { IconHourglassEmpty } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { HiddenTable } from '@/components/hidden-table'
import { BarChart } from '@/components/lazy-charts'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import type { CacheStats } from '../cache-figures'

const height = 168

/** How long the profiles still live. */
export function TtlPanel({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.ttl')
  const { count, seconds } = useAmounts()
  const distribution = stats?.ttlDistribution
  const bars = distribution?.buckets.map(({ upToSeconds, count: profiles }) => ({
    upTo: t('upTo', { time: seconds(upToSeconds) }),
    profiles,
  }))
  return (
    <Section title={t('title')} hint={distribution ? t('hint', { sampled: distribution.sampled }) : t('hintShort')}>
      <div style={{ minHeight: height }}>
        {!stats && <Skeleton h={height} />}
        {stats && !bars && (
          <EmptyState icon={<IconHourglassEmpty size={32} stroke={1.5} />} title={t('emptyTitle')}>
            {t(stats.redis === 'down' ? 'unknown' : 'empty')}
          </EmptyState>
        )}
        {bars && (
          <>
            <div aria-hidden>
              <BarChart
                h={height}
                data={bars}
                dataKey="upTo"
                series={[{ name: 'profiles', label: t('profiles'), color: 'var(--mantine-primary-color-filled)' }]}
                valueFormatter={count}
                maxBarWidth={40}
                barProps={{ isAnimationActive: false }}
                barChartProps={{ accessibilityLayer: false }}
                yAxisProps={{ allowDecimals: false, width: 48 }}
                tooltipProps={{ isAnimationActive: false }}
              />
            </div>
            <HiddenTable caption={t('title')} head={[t('left'), t('profiles')]}>
              {bars.map(({ upTo, profiles }) => (
                <tr key={upTo}>
                  <th scope="row">{upTo}</th>
                  <td>{count(profiles)}</td>
                </tr>
              ))}
            </HiddenTable>
          </>
        )}
      </div>
      {distribution && distribution.endless > 0 && (
        <Text mt="xs" c="dimmed">
          {t('endless', { count: distribution.endless })}
        </Text>
      )}
    </Section>
  )
}
