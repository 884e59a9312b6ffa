import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createCursor, keyText } from './cursor.js'

const cursor = createCursor(z.tuple([keyText, z.uuid()]))
const id = '0192f000-0000-7000-8000-000000000002'

describe('createCursor', () => {
  it('brings a key back as it was, whatever letters it has', () => {
    expect(cursor.decode(cursor.encode(["Ñandú O'Brien", id]))).toEqual(["Ñandú O'Brien", id])
  })

  it.each([
    '',
    'x',
    '!!!',
    Buffer.from('{}').toString('base64url'),
    Buffer.from(`["a\\u0000","${id}"]`).toString('base64url'),
  ])('refuses %j, naming the field', (text) => {
    expect(() => cursor.decode(text)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', fields: [expect.objectContaining({ path: 'cursor' })] }),
    )
  })
})
