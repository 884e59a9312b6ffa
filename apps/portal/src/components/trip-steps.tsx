'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Trip } from '@/trpc/routers'
import { ExactTime } from './exact-time'
import type { TripEnd, TripView } from './read-trip'
import { TechnicalCause } from './technical-cause'
import classes from './trip.module.css'
import { useAmounts } from './use-amounts'

/** Every step of an event's trip with its time: the directory's, and each subscriber's. */
export function TripSteps({ trip, view }: { trip: Trip; view: TripView }) {
  const t = useTranslations('common')
  const format = useFormatter()
  const { event, publishedAt, lane } = trip
  const written = new Date(event.committedAt)
  return (
    <div className={classes.columns}>
      <section>
        <h4>{t('services.directory')}</h4>
        <ol className={classes.steps}>
          <Step at={event.committedAt} sinceMs={0} title={t('trip.steps.committed')}>
            <ExactTime at={written} className={classes.moment}>
              {format.dateTime(written, { dateStyle: 'medium', timeStyle: 'medium' })}
            </ExactTime>
          </Step>
          {publishedAt && view.publishedMs !== null && (
            <Step
              at={publishedAt}
              sinceMs={view.publishedMs}
              title={t(lane === 'bulk' ? 'trip.steps.publishedBulk' : 'trip.steps.published')}
            />
          )}
        </ol>
      </section>
      {view.ends.map((end) => (
        <section key={end.name}>
          <h4>{t(`services.${end.name}`)}</h4>
          <EndSteps end={end} />
        </section>
      ))}
    </div>
  )
}

function EndSteps({ end: { steps, state } }: { end: TripEnd }) {
  const t = useTranslations('common.trip')
  if (steps.length === 0) return <p className={classes.nothing}>{t(`nothing.${state}`)}</p>
  return (
    <ol className={classes.steps}>
      {steps.map(({ kind, at, sinceMs, attempt, by, error }) => {
        const title = t(`steps.${kind}`, { attempt: attempt ?? 1, who: by ? 'somebody' : 'nobody', by: by ?? '' })
        // What parked it is the last failure again.
        const cause = kind === 'failed' ? error : undefined
        return (
          <Step
            key={`${kind} ${at}`}
            at={at}
            sinceMs={sinceMs}
            title={cause ? <TechnicalCause label={title}>{cause}</TechnicalCause> : title}
          />
        )
      })}
    </ol>
  )
}

interface StepProps {
  at: string
  /** Since the write. */
  sinceMs: number
  title: ReactNode
  children?: ReactNode
}

function Step({ at, sinceMs, title, children }: StepProps) {
  const { milliseconds } = useAmounts()
  return (
    <li>
      <ExactTime at={new Date(at)}>{sinceMs > 0 ? `+${milliseconds(sinceMs)}` : milliseconds(0)}</ExactTime>
      <div className={classes.title}>{title}</div>
      {children}
    </li>
  )
}
