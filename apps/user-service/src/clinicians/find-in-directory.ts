import { AppError } from '@rollcall/service-kit/errors'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import { z } from 'zod'

const personSchema = z.object({
  id: z.string(),
  version: z.int(),
  fullName: z.string(),
  role: z.string(),
  isActive: z.boolean(),
  deletedAt: z.string().nullable(),
  changedAt: z.string(),
  holdId: z.string().nullable(),
  publishedVersion: z.int(),
  inOutbox: z.boolean(),
})
const answerSchema = z.object({
  items: z.array(personSchema),
  total: z.int(),
  pausedSubscribers: z.array(z.string()),
})
/** A person as the directory has them. */
export type DirectoryPerson = z.infer<typeof personSchema>
export type DirectoryAnswer = z.infer<typeof answerSchema>

const timeoutMs = 2000

/** Null when the directory doesn't answer in time: whoever asks then knows only what is here. */
export async function findInDirectory(
  directory: Pick<DirectoryClient, 'ask'>,
  wanted: { tenantId: string; search?: string; userId?: string; limit: number },
): Promise<DirectoryAnswer | null> {
  try {
    return await directory.ask('find', wanted, answerSchema, timeoutMs)
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAVAILABLE') return null
    throw error
  }
}
