import type { QueueInspector } from '@rollcall/event-bus/port'
import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { KeptStanding } from '../subscribers/subscriber-answers.js'
import { type Answer, type SubscriberClient, subscriberTitles } from '../subscribers/subscriber-client.js'
import type { SyncState } from './people-filter.js'
import { readPublishedSince, readVersions, readWaitingInOutbox } from './road-candidates.js'

/** People by where their newest version is: these ids and perhaps whoever is held, or everyone else. */
export interface SyncSet {
  ids: string[]
  withHeld: boolean
  others: boolean
}

export type ReadSyncSet = (tenantId: string, state: SyncState) => Promise<SyncSet>

const parkedPage = 200
const maxParkedPages = 25
const standingIds = 500

/**
 * Finds people by where their changes are, and looks at nobody whose changes have long arrived: candidates are what is in
 * the outbox, what was published since the oldest message that a queue still has, and what is parked; the services are
 * then asked about those. What a service lost without a trace is found by reconcile alone.
 */
export function createReadSyncSet(deps: {
  system: Pool
  subscribers: SubscriberClient
  inspector: Pick<QueueInspector, 'depth'>
}): ReadSyncSet {
  const { system, subscribers, inspector } = deps

  const listParked = async (name: SubscriberName, tenantId: string): Promise<string[]> => {
    const ids: string[] = []
    let before: { lastFailedAt: string; id: string } | undefined
    for (let page = 0; page < maxParkedPages; page += 1) {
      const wish = { tenantId, before, limit: parkedPage }
      const { items, more } = reached(name, await subscribers.ask(name, 'parkedList', wish))
      ids.push(...items.flatMap(({ userId }) => userId?.toLowerCase() ?? []))
      const last = items.at(-1)
      if (!more || !last) return ids
      before = { lastFailedAt: last.lastFailedAt, id: last.id }
    }
    throw tooMany(`more than ${parkedPage * maxParkedPages} changes are parked at ${subscriberTitles[name]}`)
  }

  const askStandings = async (name: SubscriberName, tenantId: string, ids: string[]): Promise<KeptStanding[]> => {
    const found: KeptStanding[] = []
    for (let at = 0; at < ids.length; at += standingIds) {
      const wish = { tenantId, ids: ids.slice(at, at + standingIds) }
      found.push(...reached(name, await subscribers.ask(name, 'standing', wish)).items)
    }
    return found
  }

  const findParked = async (name: SubscriberName, tenantId: string) => {
    const standings = await askStandings(name, tenantId, unique(await listParked(name, tenantId)))
    return standings.filter(({ parked }) => parked !== null).map(({ userId }) => userId.toLowerCase())
  }

  /** Of people whose changes left the outbox: those of whom this subscriber hasn't got the newest version. */
  const findLacking = async (name: SubscriberName, tenantId: string, left: ReadonlySet<string>) => {
    const { oldestAt, missed } = await inspector.depth(name).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'The bus does not answer, so nobody can say who waits for it. Try again.', {
        cause,
      })
    })
    if (missed) {
      throw tooMany(`${subscriberTitles[name]} was so far behind that it left changes out, and will reconcile`)
    }
    const [published, parked] = await Promise.all([
      oldestAt ? readPublishedSince(system, tenantId, oldestAt) : [],
      listParked(name, tenantId),
    ])
    if (published === null) throw tooMany(`more changes wait for ${subscriberTitles[name]} than can be looked at`)
    const versions = await readVersions(
      system,
      tenantId,
      unique([...published, ...parked]).filter((id) => !left.has(id)),
    )
    const standings = await askStandings(name, tenantId, [...versions.keys()])
    const arrived = standings
      .filter(({ userId, version, state }) => {
        return state === 'not_cached' || (version ?? 0) >= (versions.get(userId.toLowerCase()) ?? 0)
      })
      .map(({ userId }) => userId.toLowerCase())
    const gone = new Set(arrived)
    return [...versions.keys()].filter((id) => !gone.has(id))
  }

  const ofEach = async (find: (name: SubscriberName) => Promise<string[]>) =>
    unique((await Promise.all(subscriberNames.map(find))).flat())

  return async (tenantId, state) => {
    if (state === 'held') return { ids: [], withHeld: true, others: false }
    if (state === 'parked') {
      return { ids: await ofEach((name) => findParked(name, tenantId)), withHeld: false, others: false }
    }
    // First: what leaves it from now on is in the queues when they are looked at.
    const inOutbox = await readWaitingInOutbox(system, tenantId)
    if (inOutbox === null) throw tooMany('more changes wait to be published than can be looked at')
    const left = new Set(inOutbox)
    const lacking = await ofEach((name) => findLacking(name, tenantId, left))
    return { ids: unique([...inOutbox, ...lacking]), withHeld: true, others: state === 'arrived' }
  }
}

const unique = (ids: string[]) => [...new Set(ids)]

function reached<T>(name: SubscriberName, answer: Answer<T>): T {
  if (answer.reached) return answer.data
  throw unknowable(`${subscriberTitles[name]} can't be asked, because ${answer.reason}`, 'Try again once it answers')
}

const tooMany = (what: string) => unknowable(what, 'Look at Sync, and try again once the road is clear')

function unknowable(why: string, remedy: string): AppError {
  const sentence = `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
  const message = `${sentence} So nobody can say whom this filter means. ${remedy}, or leave the filter out.`
  return new AppError('UNAVAILABLE', message, { fields: [{ path: 'sync', message }] })
}
