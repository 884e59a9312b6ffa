'use client'

import { useTranslations } from 'next-intl'
import { ChangeItems } from '@/components/change-items'
import classes from './audit.module.css'
import type { AuditItem } from './audit-queries'

const mostShown = 3

/** From → to, field by field; many of them, as for somebody new, are folded away. */
export function AuditChanges({ changes }: { changes: NonNullable<AuditItem['changes']> }) {
  const t = useTranslations('audit')
  const count = Object.keys(changes).length
  if (count === 0) return null
  const list = (
    <ul className={classes.changes}>
      <ChangeItems changes={changes} />
    </ul>
  )
  if (count <= mostShown) return list
  return (
    <details className={classes.fold}>
      <summary>{t('fields', { count })}</summary>
      {list}
    </details>
  )
}
