import { Skeleton, Table } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import classes from '../cache.module.css'
import type { CacheStats } from '../cache-figures'
import { tierColors } from './series'

const tiers = ['near', 'redis', 'directory'] as const
const percentiles = ['p50Us', 'p95Us', 'p99Us'] as const

/** How fast each tier answers. null keeps the rows while loading; a dash says that nothing was read there. */
export function LatencyTable({ latency }: { latency: CacheStats['latency'] | null }) {
  const t = useTranslations('cache')
  const { count, microseconds } = useAmounts()
  const byTier = new Map(latency?.map((figures) => [figures.tier, figures]))
  const cell = (value: number | null | undefined, show: (value: number) => string) => {
    if (!latency) return <Skeleton w={40} h={16} ml="auto" />
    return value === null || value === undefined ? '–' : show(value)
  }
  return (
    <Table className={classes.figures} horizontalSpacing={6} aria-label={t('latency.tableTitle')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('latency.tier')}</Table.Th>
          {percentiles.map((name) => (
            <Table.Th key={name} scope="col">
              {name.slice(0, 3)}
            </Table.Th>
          ))}
          <Table.Th scope="col">{t('latency.reads')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {tiers.map((tier) => (
          <Table.Tr key={tier}>
            <Table.Th scope="row" fw={400}>
              <span className={classes.swatch} style={{ background: tierColors[tier] }} aria-hidden />
              {t(`tiers.${tier}`)}
            </Table.Th>
            {percentiles.map((name) => (
              <Table.Td key={name}>{cell(byTier.get(tier)?.[name], microseconds)}</Table.Td>
            ))}
            <Table.Td>{cell(byTier.get(tier)?.reads, count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
