'use client'

import { Anchor } from '@mantine/core'
import { IconUserQuestion } from '@tabler/icons-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { useMay } from '@/frame/me-provider'
import classes from './appointments.module.css'
import { reassignHref } from './reassign/reassign-href'
import type { Orphaned } from './use-orphaned'

const namedPeople = 3

/** How many appointments need someone else, since whoever had them has left. */
export function OrphanedNotice({ orphaned: { items, total, appointments } }: { orphaned: Orphaned }) {
  const t = useTranslations('appointments.orphaned')
  const format = useFormatter()
  const mayWrite = useMay('appointments.write')
  if (total === 0) return null
  const named = items.slice(0, namedPeople).map(({ name }) => name)
  const others = total - named.length
  const names = format.list(others > 0 ? [...named, t('others', { count: others })] : named)
  return (
    <div className={classes.orphaned}>
      <Notice
        tone="amber"
        icon={IconUserQuestion}
        advice={
          <span className={classes.links}>
            {mayWrite && (
              <Anchor component={Link} href={reassignHref()}>
                {t('link')}
              </Anchor>
            )}
            <Anchor component={Link} href="/appointments?view=list&when=orphaned">
              {t('show')}
            </Anchor>
          </span>
        }
      >
        {t('notice', { count: appointments, people: total, names })}
      </Notice>
    </div>
  )
}
