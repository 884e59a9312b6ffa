import { z } from 'zod'
import { knownDirectoryUser } from './known-user-event.js'
import { type DirectoryUser, directoryUserSchema } from './user-event.js'

/** Parses one user as the directory answers it. Never throws. */
export function parseDirectoryUser(raw: unknown): { user: DirectoryUser } | { user: null; reason: string } {
  const known = knownDirectoryUser(raw)
  if (known) return { user: known }
  const parsed = directoryUserSchema.safeParse(raw)
  return parsed.success ? { user: parsed.data } : { user: null, reason: z.prettifyError(parsed.error) }
}
