'use client'
'use memo'

import { useFormatter, useTranslations } from 'next-intl'
import { arrivalIcons } from '@/components/arrival-icons'
import type { Tone } from '@/components/arrival-state'
import { useAmounts } from '@/components/use-amounts'
import type { SubscriberName } from '../sync/subscriber-view'
import type { Finding } from './read-findings'

const tones: Record<Finding['kind'], Tone> = {
  'directory-unreachable': 'grey',
  unreachable: 'grey',
  'bus-unreachable': 'grey',
  parked: 'red',
  stuck: 'amber',
  paused: 'grey',
  behind: 'blue',
  waiting: 'amber',
  drift: 'amber',
  held: 'violet',
  missed: 'amber',
  malformed: 'red',
}

/** A finding as a sentence, and what to do about it. */
export function useFindingWords() {
  const t = useTranslations('overview.finding')
  const service = useTranslations('common.services')
  const format = useFormatter()
  const { seconds } = useAmounts()
  const list = (names: SubscriberName[]) => format.list(names.map((name) => service(name)))

  const sentenceOf = (finding: Finding): string => {
    switch (finding.kind) {
      case 'directory-unreachable':
      case 'bus-unreachable':
        return t(`${finding.kind}.sentence`)
      case 'unreachable':
        return t('unreachable.sentence', {
          service: service(finding.service),
          messages: finding.messages ?? 0,
          age: seconds(finding.oldestSeconds ?? 0),
        })
      case 'parked':
        return t('parked.sentence', { service: service(finding.service), count: finding.count })
      case 'stuck':
        return t('stuck.sentence', { service: service(finding.service) })
      case 'paused':
        return t('paused.sentence', {
          service: service(finding.service),
          messages: finding.messages,
          who: finding.by === null ? 'nobody' : 'somebody',
          by: finding.by ?? '',
        })
      case 'behind':
        return t('behind.sentence', {
          count: finding.count,
          more: finding.more ? 'yes' : 'no',
          services: list(finding.services),
          age: seconds(finding.oldestSeconds),
        })
      case 'waiting':
        return t('waiting.sentence', { services: list(finding.services), age: seconds(finding.oldestSeconds) })
      case 'drift':
        return t('drift.sentence', { service: service(finding.service), buckets: finding.buckets })
      case 'held':
        return t('held.sentence', { people: finding.people })
      case 'missed':
        return t('missed.sentence', { service: service(finding.service) })
      case 'malformed':
        return t('malformed.sentence', { count: finding.count })
    }
  }
  const adviceOf = (finding: Finding): string =>
    finding.kind === 'paused' && finding.reason
      ? t('paused.reasoned', { reason: finding.reason })
      : t(`${finding.kind}.advice`, 'service' in finding ? { service: service(finding.service) } : {})

  return (finding: Finding) => ({
    tone: tones[finding.kind],
    icon: finding.kind === 'paused' ? arrivalIcons.paused : undefined,
    sentence: sentenceOf(finding),
    advice: adviceOf(finding),
    action: t(`${finding.kind}.action`),
  })
}
