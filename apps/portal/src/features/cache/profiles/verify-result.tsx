import { Anchor, Group, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ScrollRegion } from '@/components/scroll-region'
import { useAmounts } from '@/components/use-amounts'
import type { ChatOut } from '@/trpc/routers'
import { ToneMark } from '../../sync/tone-mark'
import { usePeople } from '../../sync/use-people'
import classes from '../cache.module.css'
import { LookUpLink } from '../look-up-link'

type Report = ChatOut['cache']['verify']

/** What a comparison found: a sentence, and those who differ. */
export function VerifyResult({ report }: { report: Report }) {
  const t = useTranslations('cache.verify')
  const { milliseconds } = useAmounts()
  const { checked, totalCached, sampled, differing, items, durationMs } = report
  const isEqual = differing === 0
  return (
    <>
      <Group gap="sm">
        <ToneMark icon={isEqual ? IconCheck : IconAlertTriangle} tone={isEqual ? 'green' : 'amber'}>
          {t(isEqual ? 'equal' : 'different')}
        </ToneMark>
        <Text>{checked === 0 ? t('nothing') : t('found', { checked, differing })}</Text>
      </Group>
      <Text c="dimmed" mt={4}>
        {t(sampled ? 'tookSample' : 'tookAll', { total: totalCached, time: milliseconds(durationMs) })}
      </Text>
      {items.length > 0 && (
        <>
          <Text mt="xs">
            {t.rich('remedy', {
              link: (chunks) => (
                <Anchor component={Link} href="/sync?tab=reconcile">
                  {chunks}
                </Anchor>
              ),
            })}
          </Text>
          <Differing items={items} />
        </>
      )}
      {differing > items.length && (
        <Text c="dimmed" mt="xs">
          {t('unnamed', { count: differing - items.length })}
        </Text>
      )}
    </>
  )
}

function Differing({ items }: Pick<Report, 'items'>) {
  const t = useTranslations('cache.verify')
  const { nameOf } = usePeople(items.map(({ userId }) => userId))
  const versionOf = (version: number | null) => (version === null ? '–' : `v${version}`)
  return (
    <ScrollRegion className={classes.scroll} label={t('list')}>
      <Table mt="sm" miw={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('person')}</Table.Th>
            <Table.Th scope="col">{t('how')}</Table.Th>
            <Table.Th scope="col">{t('kept')}</Table.Th>
            <Table.Th scope="col">{t('directory')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ userId, kind, keptVersion, directoryVersion }) => {
            const name = nameOf(userId)
            return (
              <Table.Tr key={userId}>
                <Table.Th scope="row" fw={400}>
                  <LookUpLink userId={userId} name={name} />
                </Table.Th>
                <Table.Td>{t(`kinds.${kind === 'stale' && keptVersion === null ? 'unreadable' : kind}`)}</Table.Td>
                <Table.Td>{versionOf(keptVersion)}</Table.Td>
                <Table.Td>{versionOf(directoryVersion)}</Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
