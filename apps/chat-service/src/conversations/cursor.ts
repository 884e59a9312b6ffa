import { createCursor } from '@rollcall/service-kit/cursor'
import { z } from 'zod'

/** The last conversation of a page: the next page starts behind it. */
export interface ConversationCursor {
  lastMessageAt: Date
  id: string
}

const cursor = createCursor(z.tuple([z.iso.datetime(), z.uuid()]))

export function encodeCursor({ lastMessageAt, id }: ConversationCursor): string {
  return cursor.encode([lastMessageAt.toISOString(), id])
}

/** @throws AppError BAD_INPUT for anything that `encodeCursor` didn't make */
export function decodeCursor(text: string): ConversationCursor {
  const [lastMessageAt, id] = cursor.decode(text)
  return { lastMessageAt: new Date(lastMessageAt), id }
}
