'use memo'

import { Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import type { CacheAlert } from '../cache/cache-figures'
import { useCacheAlertWords } from '../cache/use-cache-alert-words'
import classes from './overview.module.css'
import { type Finding, hrefOf } from './read-findings'
import { useFindingWords } from './use-finding-words'

export interface NoticesProps {
  /** All but the one that is the page's sentence. */
  findings: Finding[]
  alerts: CacheAlert[]
}

/** Everything else that needs a person, each with its remedy. */
export function Notices({ findings, alerts }: NoticesProps) {
  const t = useTranslations('overview')
  const wordsOf = useFindingWords()
  const alertWordsOf = useCacheAlertWords()
  if (findings.length + alerts.length === 0) return null
  return (
    <section aria-labelledby="notices-title">
      <Title order={2} id="notices-title" mb="xs">
        {t('notices')}
      </Title>
      <ul className={classes.notices}>
        {findings.map((finding) => {
          const { tone, icon, sentence, advice, action } = wordsOf(finding)
          return (
            <li key={'service' in finding ? `${finding.kind} ${finding.service}` : finding.kind}>
              <Notice tone={tone} icon={icon} advice={advice} link={{ href: hrefOf(finding), label: action }}>
                {sentence}
              </Notice>
            </li>
          )
        })}
        {alerts.map((alert) => {
          const { tone, sentence, advice } = alertWordsOf(alert)
          return (
            <li key={alert.kind}>
              <Notice tone={tone} advice={advice} link={{ href: '/cache', label: t('openCache') }}>
                {sentence}
              </Notice>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
