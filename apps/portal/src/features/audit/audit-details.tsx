'use client'

import { Anchor, Code } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/copy-button'
import { FactRows } from '@/components/facts'
import { utcTitle } from '@/components/utc-title'
import classes from './audit.module.css'
import type { AuditItem } from './audit-queries'

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What only somebody who investigates needs: ids, the exact moment, and what the deed says of itself. */
export function AuditDetails({ item }: { item: AuditItem }) {
  const t = useTranslations('audit.details')
  const { id, at, action, actor, target, correlationId, details } = item
  return (
    <details className={classes.fold}>
      <summary>{t('title')}</summary>
      <div className={classes.details}>
        <FactRows
          facts={[
            { label: t('at'), value: utcTitle(new Date(at)) },
            { label: t('action'), value: <Code>{action}</Code> },
            { label: t('entry'), value: <Code>{id}</Code> },
            { label: t('actor'), value: <Party {...actor} /> },
            ...(target ? [{ label: t('target'), value: <Party {...target} /> }] : []),
            {
              label: t('correlationId'),
              value: (
                <span className={classes.copied}>
                  <Code>{correlationId}</Code>
                  <CopyButton value={correlationId} size="compact-xs" />
                  <Anchor component={Link} href={`/audit?request=${encodeURIComponent(correlationId)}`} inherit>
                    {t('sameRequest')}
                  </Anchor>
                </span>
              ),
            },
            ...Object.entries(details).map(([name, value]) => ({ label: name, value: textOf(value) })),
          ]}
        />
      </div>
    </details>
  )
}

function Party({ kind, id }: { kind: string; id: string }) {
  return (
    <>
      {kind} <Code>{id}</Code>
    </>
  )
}
