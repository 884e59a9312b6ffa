import { createHash } from 'node:crypto'
import type { Lane } from '@rollcall/events/subscribers'
import { parseJson } from '@rollcall/service-kit/parse-json'
import type { MessageCipher } from '../message-cipher.js'
import type { Delivery, EventBatch, UnreadableMessage } from '../port.js'

/** A batch as the text of one message: a clear head, and the events sealed as they are (they are JSON already). */
export function writeMessage(cipher: MessageCipher, { lane, count, events, replayId }: EventBatch): string {
  const head = writeHead({ lane, count, replayId })
  const { key, iv, sealed } = cipher.seal(events, head)
  // Spliced: neither base64 nor the id of a key holds anything that JSON would escape.
  return `${head.slice(0, -1)},"key":"${key}","iv":"${iv}","sealed":"${sealed}"}`
}

/**
 * What a message brings. One that can't be opened is handed on as one event that says why, and one that holds no list
 * as one event: the subscriber finds both malformed.
 */
export function readMessage(cipher: MessageCipher, data: unknown, lane: Lane, attempt: number): ReadMessage {
  const message: Record<string, unknown> = Object(data)
  const { count, replayId } = message
  // One that lies in the queue of another lane than its own was moved there.
  const opened = cipher.open(message, message.lane === lane ? writeHead({ lane, count, replayId }) : '')
  if (opened.kind === 'refused') {
    return { opened: false, delivery: { lane, attempt, events: [describeUnreadable(opened.reason, message)] } }
  }
  const events = parseJson(opened.text)
  const delivery = { lane, attempt, events: Array.isArray(events) ? events : [events] }
  return { opened: true, delivery: typeof replayId === 'string' ? { ...delivery, replayId } : delivery }
}

export interface ReadMessage {
  delivery: Delivery
  opened: boolean
}

/** In one order of fields: what is authenticated has to be the same text at either end. */
const writeHead = ({ lane, count, replayId }: { lane: Lane; count: unknown; replayId: unknown }) =>
  JSON.stringify({ lane, count, replayId })

/** Nothing of its content is kept: a plain one may hold anybody's data, and a sealed one is worth nothing unopened. */
function describeUnreadable(reason: string, message: Record<string, unknown>): UnreadableMessage {
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('hex')
  const { lane, count, key } = message
  const short = (value: unknown) => (typeof value === 'string' ? value.slice(0, 40) : null)
  return {
    unreadable: reason,
    message: { lane: short(lane), count: Number(count) || null, key: short(key), digest },
  }
}
