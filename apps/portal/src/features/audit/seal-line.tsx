'use client'

import { Code, Skeleton } from '@mantine/core'
import { IconShieldCheck, IconShieldExclamation, IconShieldQuestion } from '@tabler/icons-react'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import { CopyButton } from '@/components/copy-button'
import { ExactTime } from '@/components/exact-time'
import { dayOf } from '@/features/appointments/zoned-time'
import classes from './audit.module.css'
import { type Seals, useSeals } from './audit-queries'
import { readSealState } from './seal-state'

const verifyCommand = 'npm run audit:verify'
const looks = {
  sealed: { icon: IconShieldCheck, tone: 'green' },
  late: { icon: IconShieldExclamation, tone: 'amber' },
  nothing: { icon: IconShieldQuestion, tone: 'grey' },
}

/** How far the trail is sealed, what that means, and how anybody can check it. */
export function SealLine() {
  const t = useTranslations('audit.seals')
  const { data, isError } = useSeals()
  const nowMs = useNow({ updateInterval: 5000 }).getTime()
  const state = data ? readSealState(data, nowMs) : 'nothing'
  const { icon: Icon, tone } = looks[state]
  return (
    <details className={classes.seals} data-tone={tone}>
      <summary>
        <Icon size={20} stroke={1.8} aria-hidden />
        <span className={classes.sealsWords}>
          <span>
            {data && <SealWords seals={data} />}
            {!data && (isError ? t('unknown') : <Skeleton component="span" h={16} w={260} display="inline-block" />)}
          </span>
          {state === 'late' && <strong>{t('late')}</strong>}
          <span className={classes.sealsMore}>{t('meaningTitle')}</span>
        </span>
      </summary>
      <p>{t('meaning')}</p>
      <p className={classes.copied}>
        {t('check')} <Code>{verifyCommand}</Code>
        <CopyButton value={verifyCommand} size="compact-xs" />
      </p>
    </details>
  )
}

function SealWords({ seals: { blocks, sealedUntil, unsealed } }: { seals: Seals }) {
  const t = useTranslations('audit.seals')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  if (sealedUntil === null || blocks === 0) return t('nothing', { unsealed })
  const until = new Date(sealedUntil)
  const isToday = dayOf(until, timeZone) === dayOf(new Date(), timeZone)
  const time = format.dateTime(until, {
    ...(isToday ? {} : { dateStyle: 'medium' }),
    timeStyle: 'medium',
    hourCycle: 'h23',
  })
  return t.rich('line', {
    blocks,
    unsealed,
    until: () => <ExactTime at={until}>{time}</ExactTime>,
  })
}
