'use client'

import { Table, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { KeysetPager } from '@/components/keyset-pager'
import { ScrollRegion } from '@/components/scroll-region'
import type { ChatOut } from '@/trpc/routers'
import { usePeople } from '../../sync/use-people'
import classes from '../cache.module.css'
import { useCacheParams } from '../cache-params'
import { LookUpLink } from '../look-up-link'

export interface PrewarmFailuresProps {
  runId: string
  failures: ChatOut['cache']['prewarm']['run']['failures']
  /** On all pages. */
  total: number
  nextCursor: string | null
  pageSize: number
}

/** Whom a run could not cache, and why, a page at a time. */
export function PrewarmFailures({ runId, failures, total, nextCursor, pageSize }: PrewarmFailuresProps) {
  const t = useTranslations('cache.prewarm.failures')
  const { params, setParams } = useCacheParams()
  const { nameOf } = usePeople(failures.map(({ userId }) => userId))
  return (
    <>
      <Title order={3} mt="md" mb="xs">
        {t('title')}
      </Title>
      <ScrollRegion className={classes.failures} label={t('title')}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('person')}</Table.Th>
              <Table.Th scope="col">{t('why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {failures.map(({ userId, code, reason }) => {
              const name = nameOf(userId)
              return (
                <Table.Tr key={userId}>
                  <Table.Th scope="row" fw={400}>
                    <LookUpLink userId={userId} name={name} />
                  </Table.Th>
                  <Table.Td>
                    {t(`codes.${code}`)}
                    {code !== 'UNKNOWN' && (
                      <Text fz={12} c="dimmed" className={classes.value}>
                        {reason}
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      <KeysetPager
        after={params.after}
        page={params.page}
        pageSize={pageSize}
        goTo={(after, page) => setParams({ run: runId, after, page: page > 1 ? page : null })}
        shown={failures.length}
        total={total}
        nextCursor={nextCursor}
      />
    </>
  )
}
