'use client'

import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { IconArrowUp } from '@tabler/icons-react'
import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { ErrorState } from '@/components/error-state'
import { ScrollRegion } from '@/components/scroll-region'
import { useMe } from '@/frame/me-provider'
import classes from './thread.module.css'
import { groupThread } from './thread-groups'
import type { ThreadData } from './use-conversations'
import { UtteranceItem } from './utterance-item'

const noon = 'T12:00:00Z'

/** The messages under their days, the newest in view; earlier ones come when one scrolls up, or asks. */
export function ThreadMessages({ data }: { data: ThreadData }) {
  const t = useTranslations('conversations.thread')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  const { user } = useMe()
  const { messages, people } = data
  const dayName = (day: string) => {
    const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
    return format.dateTime(new Date(`${day}${noon}`), words)
  }
  return (
    // Laid out from its end: what comes above moves nothing that is being read.
    <ScrollRegion label={t('messages')} className={classes.scroll}>
      <div className={classes.talk}>
        <Earlier thread={data.thread} />
        {groupThread(messages, timeZone).map(({ day, utterances }) => (
          <section key={day}>
            <h3 className={classes.day}>
              <span>{dayName(day)}</span>
            </h3>
            <ol className={classes.utterances}>
              {utterances.map((utterance) => (
                <UtteranceItem
                  key={utterance.messages[0].id}
                  utterance={utterance}
                  author={(utterance.authorId && people.get(utterance.authorId)) || null}
                  own={utterance.authorId === user.id}
                />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </ScrollRegion>
  )
}

function Earlier({ thread }: Pick<ThreadData, 'thread'>) {
  const t = useTranslations('conversations.thread')
  const { ref, entry } = useIntersection({ threshold: 0 })
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, error } = thread
  const isReached = entry?.isIntersecting === true && hasNextPage && !isFetchingNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isReached) void fetchNextPage()
  }, [isReached, fetchNextPage])
  if (isFetchNextPageError) {
    return <ErrorState error={error} onRetry={() => void fetchNextPage()} title={t('earlierFailed')} />
  }
  return (
    <div ref={ref} className={classes.earlier}>
      {hasNextPage ? (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowUp size={16} aria-hidden />}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('earlier')}
        </Button>
      ) : (
        <span>{t('beginning')}</span>
      )}
    </div>
  )
}
