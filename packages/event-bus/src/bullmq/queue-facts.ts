import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import type { Redis, Result } from 'ioredis'
import { missedKey, queueName } from './queue-names.js'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    /** Keys: prefix of each queue, then the missed marker. Five figures a queue and its oldest time, then the marker. */
    readQueueFacts: (...keys: string[]) => Result<(number | string)[], Context>
  }
}

export interface LaneFacts {
  waiting: number
  active: number
  delayed: number
  paused: boolean
  /** Messages ever done with. Rises only when the subscriber makes progress. */
  finished: number
  oldestAt: Date | null
}
export interface QueueFacts {
  lanes: Record<Lane, LaneFacts>
  missed: boolean
}

// One round trip for what BullMQ's own getters ask in twenty; only ids and time stamps are read, never a job's data.
// Lists are filled at the left and emptied at the right.
const script = `
local answer = {}
for q = 1, 2 do
  local key = function(name) return KEYS[q] .. ':' .. name end
  local oldest = ''
  local see = function(id)
    local at = id and redis.call('HGET', KEYS[q] .. ':' .. id, 'timestamp')
    if at and (oldest == '' or tonumber(at) < tonumber(oldest)) then oldest = at end
  end
  local waiting = redis.call('ZCARD', key('prioritized'))
  for _, list in ipairs({ 'wait', 'paused' }) do
    waiting = waiting + redis.call('LLEN', key(list))
    see(redis.call('LINDEX', key(list), -1))
  end
  see(redis.call('LINDEX', key('active'), -1))
  see(redis.call('ZRANGE', key('prioritized'), 0, 0)[1])
  see(redis.call('ZRANGE', key('delayed'), 0, 0)[1])
  table.insert(answer, waiting)
  table.insert(answer, redis.call('LLEN', key('active')))
  table.insert(answer, redis.call('ZCARD', key('delayed')))
  table.insert(answer, redis.call('HEXISTS', key('meta'), 'paused'))
  table.insert(answer, redis.call('GET', key('id')) or '0')
  table.insert(answer, oldest)
end
table.insert(answer, redis.call('EXISTS', KEYS[3]))
return answer`

/** Both lanes of a subscriber's queue as they are now. */
export async function readQueueFacts(connection: Redis, subscriber: SubscriberName): Promise<QueueFacts> {
  if (!('readQueueFacts' in connection)) defineQueueFacts(connection)
  const prefix = (lane: Lane) => `bull:${queueName(subscriber, lane)}`
  const answer = await connection.readQueueFacts(prefix('interactive'), prefix('bulk'), missedKey(subscriber))
  return {
    lanes: { interactive: laneFacts(answer.slice(0, 6)), bulk: laneFacts(answer.slice(6, 12)) },
    missed: answer[12] === 1,
  }
}

function defineQueueFacts(connection: Redis): void {
  connection.defineCommand('readQueueFacts', { lua: script, numberOfKeys: 3, readOnly: true })
}

function laneFacts([waiting, active, delayed, paused, added, oldest]: (number | string)[]): LaneFacts {
  const [inLine, inWork, later] = [Number(waiting), Number(active), Number(delayed)]
  return {
    waiting: inLine,
    active: inWork,
    delayed: later,
    paused: paused === 1,
    finished: Number(added) - inLine - inWork - later,
    oldestAt: oldest === '' || oldest === undefined ? null : new Date(Number(oldest)),
  }
}
