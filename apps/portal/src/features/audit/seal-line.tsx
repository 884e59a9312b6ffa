'use client'

import { Code, Skeleton } from '@mantine/core'
import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { CopyButton } from '@/components/copy-button'
import { utcTitle } from '@/components/utc-title'
import { dayOf } from '@/features/appointments/zoned-time'
import classes from './audit.module.css'
import { useSeals } from './audit-queries'

const verifyCommand = 'npm run audit:verify'

/** How far the trail is sealed, what that means, and how anybody can check it. */
export function SealLine() {
  const t = useTranslations('audit.seals')
  const { data, isError } = useSeals()
  const Icon = data?.sealedUntil ? IconShieldCheck : IconShieldQuestion
  return (
    <details className={classes.seals} data-tone={data?.sealedUntil ? 'green' : 'grey'}>
      <summary>
        <Icon size={20} stroke={1.8} aria-hidden />
        <span className={classes.sealsWords}>
          <span role="status">
            {data && <SealWords {...data} />}
            {!data && (isError ? t('unknown') : <Skeleton component="span" h={16} w={260} display="inline-block" />)}
          </span>
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

interface SealWordsProps {
  blocks: number
  sealedUntil: string | null
  unsealed: number
}

function SealWords({ blocks, sealedUntil, unsealed }: SealWordsProps) {
  const t = useTranslations('audit.seals')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  if (sealedUntil === null) return t('nothing', { unsealed })
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
    until: () => (
      <time dateTime={sealedUntil} title={utcTitle(until)}>
        {time}
      </time>
    ),
  })
}
