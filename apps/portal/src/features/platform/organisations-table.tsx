'use client'

import { Badge, Group, Skeleton, Table, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import type { ListedOrganisation } from '@/trpc/routers'
import { HealthMark } from './health-mark'
import { outboxHealth, syncHealth } from './sync-health'

const skeletonRows = ['first', 'second', 'third']
const columns = 7

/** Every organisation: how many people, and whether its changes arrive. Never who they are. */
export function OrganisationsTable({ organisations }: { organisations: ListedOrganisation[] | undefined }) {
  const t = useTranslations('platform.columns')
  const services = useTranslations('common.services')
  return (
    // What scrolls must be reachable by keyboard: the viewport takes the focus.
    <Table.ScrollContainer minWidth={960} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-busy={!organisations} verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th miw={208}>{t('organisation')}</Table.Th>
            <Table.Th ta="end">{t('people')}</Table.Th>
            <Table.Th ta="end">{t('administrators')}</Table.Th>
            <Table.Th>{services('directory')}</Table.Th>
            <Table.Th>{services('clinical')}</Table.Th>
            <Table.Th>{services('chat')}</Table.Th>
            <Table.Th>{t('created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {organisations
            ? organisations.map((organisation) => <Row key={organisation.id} organisation={organisation} />)
            : skeletonRows.map((row) => (
                <Table.Tr key={row}>
                  <Table.Td colSpan={columns}>
                    <Skeleton height={40} />
                  </Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Row({ organisation }: { organisation: ListedOrganisation }) {
  const t = useTranslations('platform')
  const format = useFormatter()
  const { name, timeZone, isPlatform, people, active, administrators, subscribers, createdAt } = organisation
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap="xs">
          <Text fw={600}>
            <bdi>{name}</bdi>
          </Text>
          {isPlatform && (
            <Badge variant="light" tt="none" radius="sm">
              {t('platform')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {timeZone}
        </Text>
      </Table.Td>
      <Table.Td ta="end">
        {format.number(people)}
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {t('active', { count: active })}
        </Text>
      </Table.Td>
      <Table.Td ta="end">{format.number(administrators)}</Table.Td>
      <Table.Td>
        <HealthMark health={outboxHealth(organisation)} />
      </Table.Td>
      <Table.Td>
        <HealthMark health={syncHealth(subscribers.clinical)} />
      </Table.Td>
      <Table.Td>
        <HealthMark health={syncHealth(subscribers.chat)} />
      </Table.Td>
      <Table.Td>
        <TimeAgo at={createdAt} />
      </Table.Td>
    </Table.Tr>
  )
}
