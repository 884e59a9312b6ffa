import { AppError } from '@rollcall/service-kit/errors'
import { z } from 'zod'

/** The last conversation of a page: the next page starts behind it. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()])

export interface ConversationCursor {
  lastMessageAt: Date
  id: string
}

export function encodeCursor({ lastMessageAt, id }: ConversationCursor): string {
  return Buffer.from(JSON.stringify([lastMessageAt.toISOString(), id])).toString('base64url')
}

/** @throws AppError BAD_INPUT for anything that `encodeCursor` didn't make */
export function decodeCursor(text: string): ConversationCursor {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  if (parsed.success) return { lastMessageAt: new Date(parsed.data[0]), id: parsed.data[1] }
  const message = 'expected the nextCursor of the page before, or none for the first page'
  throw new AppError('BAD_INPUT', `cursor: ${message}`, { fields: [{ path: 'cursor', message }] })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
