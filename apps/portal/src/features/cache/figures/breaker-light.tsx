import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from '../cache.module.css'
import type { CacheStats } from '../cache-figures'

// As on the road: red above, green below.
const lamps = ['open', 'halfOpen', 'closed'] as const

/** The circuit breaker between the cache and the directory, as a traffic light with its word. */
export function BreakerLight({ breaker }: Pick<CacheStats, 'breaker'>) {
  const t = useTranslations('cache.breaker')
  return (
    <div className={classes.breaker}>
      <svg className={classes.lamps} width={32} height={80} viewBox="0 0 32 80" aria-hidden focusable="false">
        <rect className={classes.housing} x={0.5} y={0.5} width={31} height={79} rx={15.5} />
        {lamps.map((lamp, index) => (
          <circle
            key={lamp}
            className={classes.lamp}
            data-lamp={lamp}
            data-on={lamp === breaker || undefined}
            cx={16}
            cy={16 + index * 24}
            r={9}
          />
        ))}
      </svg>
      <div>
        <Text fw={600}>{t(`state.${breaker}`)}</Text>
        <Text c="dimmed">{t(`meaning.${breaker}`)}</Text>
      </div>
    </div>
  )
}
