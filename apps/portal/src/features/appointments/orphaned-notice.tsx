'use client'

import { Anchor } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import classes from './appointments.module.css'
import { reassignHref } from './reassign/reassign-href'

const refreshMs = 30_000
const namedPeople = 3

/** How many appointments need someone else, since whoever had them has left. */
export function OrphanedNotice() {
  const t = useTranslations('appointments.orphaned')
  const format = useFormatter()
  const mayWrite = useMay('appointments.write')
  const { data } = useQuery(useClinical().appointments.orphaned.queryOptions(undefined, { refetchInterval: refreshMs }))
  if (!data || data.total === 0) return null
  const named = data.items.slice(0, namedPeople).map(({ name }) => name)
  const others = data.total - named.length
  const names = format.list(others > 0 ? [...named, t('others', { count: others })] : named)
  return (
    <div className={classes.orphaned}>
      <Notice
        tone="amber"
        icon={IconUserQuestion}
        advice={
          <>
            {mayWrite && (
              <Anchor component={Link} href={reassignHref()}>
                {t('link')}
              </Anchor>
            )}{' '}
            <Anchor component={Link} href="/appointments?view=list&when=orphaned">
              {t('show')}
            </Anchor>
          </>
        }
      >
        {t('notice', { count: data.appointments, people: data.total, names })}
      </Notice>
    </div>
  )
}
