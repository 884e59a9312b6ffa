import type { Lane } from '@rollcall/events/subscribers'
import type { Delivery, EventBatch } from '../port.js'

/** A batch as the text of one message. The events are spliced in as they are: they are JSON already. */
export function writeMessage({ lane, count, events, replayId }: EventBatch): string {
  const head = JSON.stringify(replayId === undefined ? { lane, count } : { lane, count, replayId })
  return `${head.slice(0, -1)},"events":${events}}`
}

/** What a message brings. One that holds no list is handed on as one event, which the subscriber finds malformed. */
export function readMessage(data: unknown, lane: Lane, attempt: number): Delivery {
  const { events, replayId }: { events?: unknown; replayId?: unknown } = Object(data)
  const delivery = { lane, attempt, events: Array.isArray(events) ? events : [data] }
  return typeof replayId === 'string' ? { ...delivery, replayId } : delivery
}
