import { z } from 'zod'
import { AppError } from './errors.js'
import { parseJson } from './parse-json.js'

/** What a procedure takes; anything longer was not made by `encode`. */
export const cursorInput = z.string().max(2000, 'expected the nextCursor of the page before').nullish()

/** Text of a sort key. PostgreSQL holds no NUL, so none of ours ever has one. */
export const keyText = z.string().refine((text) => !text.includes('\0'))

const foreignCursor = 'expected the nextCursor of the page before, or none for the first page'

/** The sort key of a page's last row, as opaque text: the next page starts behind it. `message` says what else it isn't. */
export function createCursor<T>(schema: z.ZodType<T>, message = foreignCursor) {
  return {
    encode: (key: T): string => Buffer.from(JSON.stringify(key)).toString('base64url'),

    /** @throws AppError BAD_INPUT naming `cursor` for anything that `encode` didn't make */
    decode: (text: string): T => {
      const parsed = schema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
      if (parsed.success) return parsed.data
      throw new AppError('BAD_INPUT', `cursor: ${message}`, { fields: [{ path: 'cursor', message }] })
    },
  }
}
