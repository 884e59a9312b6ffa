import { expect, it } from 'vitest'
import type { KeptStanding } from '../subscribers/subscriber-answers.js'
import { type StandingFacts, standingOf } from './standing.js'

const now = new Date('2027-03-10T12:00:00.000Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const parked = { id: '7', error: 'no room', attempts: 3, since: ago(60_000).toISOString(), state: 'parked' } as const

const kept = (fields: Partial<KeptStanding> = {}): StandingFacts['kept'] => ({
  reached: true,
  data: { userId: 'u', version: 4, state: 'present', eventAt: null, syncedAt: null, parked: null, ...fields },
})
const facts = (fields: Partial<StandingFacts> = {}): StandingFacts => ({
  ...{ name: 'clinical', version: 5, held: null, pause: undefined, kept: kept(), lacking: undefined },
  ...{ changedAt: ago(1000), now, ...fields },
})
const held = { since: ago(120_000).toISOString() }
const pause = { at: ago(30_000).toISOString(), by: 'Ada', reason: 'moving' }

it('the newest version is in sync, with the time its way took', () => {
  const times = { eventAt: ago(2000).toISOString(), syncedAt: ago(1992).toISOString() }
  expect(standingOf(facts({ kept: kept({ version: 5, ...times }) }))).toMatchObject({
    state: 'in_sync',
    since: null,
    arrivalMs: 8,
  })
})

it('a write that came between the two readings is not taken for a fault', () => {
  expect(standingOf(facts({ kept: kept({ version: 6 }) }))).toMatchObject({ state: 'in_sync', arrivalMs: null })
})

it('what lacks for five seconds is on its way, and late after that, since the oldest missing version', () => {
  expect(standingOf(facts())).toMatchObject({ state: 'on_its_way', since: ago(1000).toISOString() })
  const lacking = { at: ago(5001), inOutbox: true }
  const late = standingOf(facts({ lacking }))
  expect(late).toMatchObject({
    state: 'late',
    since: lacking.at.toISOString(),
    reason: expect.stringContaining('outbox'),
  })
})

it('a parked event and the brake explain more than a paused queue, and that more than time', () => {
  const everything = { held, pause, changedAt: ago(600_000) }
  expect(standingOf(facts({ ...everything, kept: kept({ parked }) }))).toMatchObject({
    ...{ state: 'parked', since: parked.since, reason: 'no room', parked },
  })
  expect(standingOf(facts(everything))).toMatchObject({ state: 'held', since: held.since })
  expect(standingOf(facts({ ...everything, held: null }))).toMatchObject({
    ...{ state: 'paused', since: pause.at, reason: 'moving' },
  })
})

it('a cache that holds nobody is not behind, unless something keeps the newest version from it', () => {
  const absent = { version: null, state: 'not_cached' } as const
  expect(standingOf(facts({ kept: kept(absent), pause }))).toMatchObject({ state: 'not_cached', version: null })
  expect(standingOf(facts({ kept: kept({ ...absent, parked }) })).state).toBe('parked')
  expect(standingOf(facts({ kept: kept(absent), held })).state).toBe('held')
})

it('nothing is claimed of a subscriber that does not answer', () => {
  const answer = standingOf(facts({ kept: { reached: false, reason: 'it does not answer' }, held }))
  expect(answer).toMatchObject({
    state: 'unreachable',
    version: null,
    reason: expect.stringContaining('it does not answer'),
  })
})
