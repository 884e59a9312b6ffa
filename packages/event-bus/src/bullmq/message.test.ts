import { eventKeysSchema, generateEventKey } from '@rollcall/service-kit/event-keys'
import { describe, expect, it } from 'vitest'
import { createMessageCipher } from '../message-cipher.js'
import { readMessage, writeMessage } from './message.js'

const [first, second, stranger] = ['k1', 'k2', 'k1'].map(generateEventKey)
const cipherOf = (...keys: (string | undefined)[]) => createMessageCipher(eventKeysSchema.parse(keys.join(',')))
const cipher = cipherOf(first)
const events = [{ name: 'É "quoted" \\ \n' }, null, 7]
const batch = { lane: 'bulk', count: 3, events: JSON.stringify(events), replayId: 'r1' } as const
const written = (): Record<string, unknown> => JSON.parse(writeMessage(cipher, batch))
const flipped = (base64: unknown) => {
  const bytes = Buffer.from(String(base64), 'base64')
  bytes[3] = (bytes[3] ?? 0) ^ 1
  return bytes.toString('base64')
}

it('a batch comes out as it went in', () => {
  const delivery = { lane: 'bulk', attempt: 2, events, replayId: 'r1' }
  expect(readMessage(cipher, written(), 'bulk', 2)).toEqual({ opened: true, delivery })
  const news = JSON.parse(writeMessage(cipher, { lane: 'interactive', count: 3, events: batch.events }))
  expect(readMessage(cipher, news, 'interactive', 1).delivery).toEqual({ lane: 'interactive', attempt: 1, events })
})

it('shows nothing but its head, and is never the same twice', () => {
  expect(Object.keys(written())).toEqual(['lane', 'count', 'replayId', 'key', 'iv', 'sealed'])
  expect(JSON.stringify(written())).not.toContain('quoted')
  expect(written().iv).not.toBe(written().iv)
  expect(written().sealed).not.toBe(written().sealed)
})

it.each([['{}'], ['"no list"'], ['7']])('%s is handed on as one event, so that the subscriber can park it', (text) => {
  const message = JSON.parse(writeMessage(cipher, { ...batch, events: text }))
  expect(readMessage(cipher, message, 'bulk', 1).delivery.events).toEqual([JSON.parse(text)])
})

describe('keys', () => {
  it('after a rotation both the old and the new key open, and the new one seals', () => {
    const rotated = cipherOf(second, first)
    const fresh = JSON.parse(writeMessage(rotated, batch))
    expect(fresh.key).toBe('k2')
    for (const message of [written(), fresh]) expect(readMessage(rotated, message, 'bulk', 1).opened).toBe(true)
  })

  it('a message of a key that is not here is handed on with its name and the fix', () => {
    const { delivery, opened } = readMessage(cipherOf(second), written(), 'bulk', 1)
    expect(opened).toBe(false)
    expect(delivery.events).toMatchObject([{ unreadable: expect.stringMatching(/key k1, .*add that key and restart/) }])
  })
})

describe('what is refused, and leaves nothing of its content', () => {
  const cases: [string, () => unknown][] = [
    ['another key of the same id', () => JSON.parse(writeMessage(cipherOf(stranger), batch))],
    ['a flipped bit of the text', () => ({ ...written(), sealed: flipped(written().sealed) })],
    ['another IV', () => ({ ...written(), iv: written().iv })],
    ['a tag that was cut off', () => ({ ...written(), sealed: String(written().sealed).slice(0, 16) })],
    ['an empty seal', () => ({ ...written(), sealed: '', iv: '' })],
    ['another count', () => ({ ...written(), count: 4 })],
    ['another replay', () => ({ ...written(), replayId: 'r2' })],
    ['no replay', () => ({ ...written(), replayId: undefined })],
    ['another lane', () => ({ ...written(), lane: 'interactive' })],
    ['plain events', () => ({ lane: 'bulk', count: 1, events: [{ name: 'Marked' }] })],
    ['plain events beside a key that could break a log', () => ({ key: 'a\nb', iv: '', sealed: '', name: 'Marked' })],
    ['null', () => null],
    ['a text', () => 'Marked'],
    ['a list', () => [['Marked']]],
  ]
  it.each(cases)('%s', (_, message) => {
    const { delivery, opened } = readMessage(cipher, message(), 'bulk', 1)
    expect(opened).toBe(false)
    expect(delivery.replayId).toBeUndefined()
    expect(delivery.events).toMatchObject([{ unreadable: expect.any(String), message: { digest: expect.any(String) } }])
    expect(JSON.stringify(delivery)).not.toMatch(/Marked|quoted/)
  })

  it('one that was moved to the queue of another lane', () => {
    expect(readMessage(cipher, written(), 'interactive', 1).opened).toBe(false)
  })

  it('two different ones are told apart', () => {
    const [one, other] = ['a', 'b'].map((name) => readMessage(cipher, { name }, 'bulk', 1).delivery.events)
    expect(one).not.toEqual(other)
  })
})
