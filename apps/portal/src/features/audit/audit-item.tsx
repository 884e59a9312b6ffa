'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import classes from './audit.module.css'
import { groupOf } from './audit-actions'
import { AuditChanges } from './audit-changes'
import { AuditDetails } from './audit-details'
import { groupIcons } from './audit-icons'
import { AuditOutcome } from './audit-outcome'
import type { AuditItem as Item } from './audit-queries'
import { AuditSentence } from './audit-sentence'

/** One thing that was done, or tried: a sentence, when, why, from → to; the rest folded away. */
export function AuditItem({ item }: { item: Item }) {
  const t = useTranslations('audit')
  const group = groupOf(item.action) ?? 'settings'
  const Icon = groupIcons[group]
  return (
    <li className={classes.item} data-outcome={item.outcome}>
      <span className={classes.icon} title={t(`filters.groups.${group}`)}>
        <Icon size={18} stroke={1.7} aria-hidden />
      </span>
      <div className={classes.text}>
        <div className={classes.head}>
          <p className={classes.sentence}>
            <AuditSentence item={item} />
          </p>
          <AuditOutcome outcome={item.outcome} />
          <Text component="span" fz={13} c="dimmed" className={classes.when}>
            <TimeAgo at={item.at} />
          </Text>
        </div>
        {item.reason && <p className={classes.reason}>{t('because', { reason: item.reason })}</p>}
        {item.changes && <AuditChanges changes={item.changes} />}
        <AuditDetails item={item} />
      </div>
    </li>
  )
}
