import { describe, expect, it } from 'vitest'
import { identifyEvent, sortDelivery, storableEvent } from './sort-delivery.js'

const nul = String.fromCharCode(0)

describe('sortDelivery', () => {
  it('never throws, whatever the message held', () => {
    const { usable, unusable } = sortDelivery([null, 7, 'text', [], {}, { version: '9.0' }])
    expect(usable).toEqual([])
    expect(unusable.map(({ reason }) => reason.split(':')[0])).toEqual([
      ...Array.from({ length: 5 }, () => 'malformed'),
      'unknown schema version 9.0',
    ])
  })

  it('says of a message that could not be opened what the bus said, also when it is tried again', () => {
    const message = { unreadable: 'the key k2 is unknown', message: { digest: 'd' } }
    expect(sortDelivery([message]).unusable).toMatchObject([
      { kind: 'malformed', reason: 'malformed: the key k2 is unknown', position: null },
    ])
  })
})

describe('identifyEvent', () => {
  it('keeps what can be read and leaves out what cannot', () => {
    const userId = '0192f000-0000-7000-8000-000000000002'
    expect(identifyEvent({ userId, userVersion: -1, tenantId: 5 })).toMatchObject({
      userId,
      userVersion: null,
      tenantId: null,
    })
  })

  it('gives the same broken message the same id each time it is delivered', () => {
    expect(identifyEvent({ a: 1 }).eventId).toBe(identifyEvent({ a: 1 }).eventId)
    expect(identifyEvent(null).eventId).not.toBe(identifyEvent('').eventId)
  })
})

describe('storableEvent', () => {
  it('keeps an ordinary event as it is, a written-out \\u0000 included', () => {
    expect(storableEvent({ name: 'Zoë \\u0000' })).toEqual({ json: '{"name":"Zoë \\\\u0000"}', intact: true })
  })

  it.each([
    ['NUL', `a${nul}b`],
    ['half a surrogate pair', 'a\ud800b'],
    ['NUL after a backslash', `\\${nul}`],
  ])('quotes an event that holds %s', (_, name) => {
    const { json, intact } = storableEvent({ name })
    expect(intact).toBe(false)
    expect(JSON.parse(json).text).toBe(JSON.stringify({ name }))
  })
})
