import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@rollcall/service-kit/errors'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'

const maxUsers = 500
const idsPerSnapshot = 500
/** Some 500 users of a few thousand: the demo's own size. */
const bucketsPerCall = 256

/** Ids of a tenant's users who aren't deleted, at most 500, some buckets at a time. */
async function listTenantUsers(directory: DirectoryClient, tenantId: string): Promise<string[]> {
  const found: string[] = []
  const buckets = (await directory.digest()).map(({ bucket }) => bucket)
  for (let from = 0; from < buckets.length; from += bucketsPerCall) {
    const versions = await directory.versionsOfBuckets(buckets.slice(from, from + bucketsPerCall))
    for (let at = 0; at < versions.length; at += idsPerSnapshot) {
      const ids = versions.slice(at, at + idsPerSnapshot).map(({ userId }) => userId)
      const { items } = await directory.snapshot(ids)
      const ours = items.filter((user) => user.tenantId === tenantId && user.payload.deletedAt === null)
      found.push(...ours.map(({ userId }) => userId))
      if (found.length >= maxUsers) return found.slice(0, maxUsers)
    }
  }
  return found
}

/**
 * Waits until the directory has at least `atLeast` of the tenant's users. An auth-service that is away is waited for too.
 * @throws Error with the reason when the time is over
 */
export async function findDemoUsers(options: {
  directory: DirectoryClient
  tenantId: string
  atLeast: number
  timeoutMs: number
}): Promise<string[]> {
  const { directory, tenantId, atLeast, timeoutMs } = options
  const deadline = Date.now() + timeoutMs
  let reason = ''
  while (Date.now() < deadline) {
    try {
      const userIds = await listTenantUsers(directory, tenantId)
      if (userIds.length >= atLeast) return userIds
      reason = `the directory has ${userIds.length} users of the demo clinic, and ${atLeast} are expected`
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      reason = error.message
    }
    await sleep(1000)
  }
  throw new Error(
    `Waited ${timeoutMs / 1000} s for the demo users: ${reason}. Seed auth-service first, then try again.`,
  )
}
