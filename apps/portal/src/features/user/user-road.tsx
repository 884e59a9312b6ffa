'use client'

import { Skeleton, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { ArrivalState } from '@/components/arrival-state'
import { ErrorState } from '@/components/error-state'
import { Road } from '@/components/road'
import type { RoadSubscriber } from '@/components/road-facts'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { type Arrivals, useArrivals } from '@/features/users/use-arrivals'
import { fullNameOf } from '@/features/users/user-roles'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { RepairButton } from './repair-button'
import { RepairOutcomes } from './repair-outcomes'
import { StandingRow } from './standing-row'
import { useRepair } from './use-repair'
import classes from './user.module.css'
import { UserMatrix } from './user-matrix'

const names = ['clinical', 'chat'] as const
// What took longer came by a reconcile or a repair, and says nothing about the road.
const longestTripMs = 60_000

/** Where a person's newest version is; for each subscriber that lacks it, why, and what mends that. */
export function UserRoad({ user }: { user: User }) {
  const t = useTranslations('user')
  const mayOperate = useMay('sync.operate')
  const arrivals = useArrivals([user])
  const repair = useRepair(user.id)
  const known = arrivals.of?.(user)
  return (
    <Section
      title={t('road')}
      padding="lg"
      aside={mayOperate && <RepairButton repair={repair} services={names} name={fullNameOf(user)} variant="default" />}
    >
      {known && <PersonRoad user={user} arrivals={known} />}
      {known && <UserMatrix user={user} arrivals={known} />}
      {arrivals.query.isError && !known?.item ? (
        <ErrorState error={arrivals.query.error} onRetry={() => arrivals.query.refetch()} />
      ) : (
        known && <Standings user={user} arrivals={known} repair={repair} />
      )}
      <RepairOutcomes repair={repair} />
    </Section>
  )
}

function PersonRoad({ user, arrivals }: { user: User; arrivals: Arrivals }) {
  const t = useTranslations('user')
  const { milliseconds } = useAmounts()
  const toSubscriber = (name: 'clinical' | 'chat'): RoadSubscriber => {
    const { state, standing } = arrivals[name]
    const took = standing?.arrivalMs ?? null
    const travelled = took !== null && took <= longestTripMs && state === 'in-sync'
    const detail = travelled ? milliseconds(took) : undefined
    return {
      name,
      state,
      version: standing?.version ?? null,
      detail: standing?.state === 'not_cached' ? t('notCached') : detail,
    }
  }
  return (
    <Road
      directory={{ version: user.version }}
      held={names.some((name) => arrivals[name].state === 'held')}
      subscribers={names.map(toSubscriber)}
      pulse={user.version}
    />
  )
}

interface StandingsProps {
  user: User
  arrivals: Arrivals
  repair: ReturnType<typeof useRepair>
}

function Standings({ user, arrivals, repair }: StandingsProps) {
  const t = useTranslations('user')
  const common = useTranslations('common')
  const format = useFormatter()
  const stateWords = (name: 'clinical' | 'chat', state: ArrivalState) =>
    common('arrival.at', { service: common(`services.${name}`), state: common(`arrival.${state}`) })
  const { item } = arrivals
  if (!item) return <Skeleton height={20} mt="sm" width="60%" />
  const waiting = names.flatMap((name) => {
    const { state, standing } = arrivals[name]
    return state && standing && state !== 'in-sync' ? [{ state, standing }] : []
  })
  const serviceList = (told: typeof waiting) =>
    format.list(told.filter(({ state }) => state === 'held').map(({ standing }) => common(`services.${standing.name}`)))
  const firstHeld = waiting.findIndex(({ state }) => state === 'held')
  const rows = waiting.filter(({ state }, index) => state !== 'held' || index === firstHeld)
  return (
    <div className={classes.standings}>
      {/* The rows count seconds, so only the states are announced. */}
      <div role="status" className={waiting.length > 0 ? 'rc-visually-hidden' : undefined}>
        {waiting.length === 0 ? (
          <Text c="dimmed">{t('everywhere')}</Text>
        ) : (
          waiting.map(({ state, standing: { name } }) => <p key={name}>{stateWords(name, state)}</p>)
        )}
      </div>
      <ul>
        {rows.map(({ state, standing }) => (
          <StandingRow
            key={standing.name}
            title={state === 'held' ? serviceList(waiting) : common(`services.${standing.name}`)}
            item={item}
            standing={standing}
            state={state}
            name={fullNameOf(user)}
            repair={repair}
          />
        ))}
      </ul>
    </div>
  )
}
