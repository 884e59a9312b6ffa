import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.js'

const place = { lastMessageAt: new Date('2026-11-21T04:26:27.165Z'), id: '66449784-1c26-55b6-9aa7-63146aecb6df' }

describe('a cursor', () => {
  it('names the place it was made from', () => {
    expect(decodeCursor(encodeCursor(place))).toEqual(place)
  })

  it.each(['', 'abc', Buffer.from('["now","x"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'that nobody made (%s) is refused by its name',
    (text) => {
      expect(() => decodeCursor(text)).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringMatching(/^cursor: /) }),
      )
    },
  )
})
