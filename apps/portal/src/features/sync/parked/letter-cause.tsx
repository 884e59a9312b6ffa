'use client'

import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { TechnicalCause } from '@/components/technical-cause'
import { TimeAgo } from '@/components/time-ago'
import type { Letter } from './letter'
import classes from './parked.module.css'
import { readCause } from './read-cause'
import { TimeUntil } from './time-until'

/** What went wrong in a sentence, since when and how often; the technical cause folded away. */
export function LetterCause({ letter }: { letter: Letter }) {
  const t = useTranslations('sync.parked')
  const services = useTranslations('common.services')
  const { subscriber, error, attempts, firstFailedAt, lastFailedAt, nextAttemptAt, failures } = letter
  const { kind, detail } = readCause(letter)
  const service = subscriber === 'outbox' ? t('outbox') : services(subscriber)
  return (
    <>
      <Text className={classes.cause}>{t(`cause.${kind}`, { service, detail })}</Text>
      <Text fz={13} c="dimmed">
        {t.rich(attempts > 1 ? 'sinceOften' : 'since', {
          count: attempts,
          first: () => <TimeAgo at={firstFailedAt} />,
          last: () => <TimeAgo at={lastFailedAt} />,
        })}
        {letter.state === 'retrying' && nextAttemptAt && (
          <>
            {' '}
            <TimeUntil at={nextAttemptAt} />
          </>
        )}
      </Text>
      <div className={classes.technical}>
        <TechnicalCause>
          {error}
          {failures.length > 1 && `\n\n${t('failures', { count: failures.length })}`}
          {failures.length > 1 && failures.map(({ at, error: text }) => `\n${at}  ${text}`)}
        </TechnicalCause>
      </div>
    </>
  )
}
