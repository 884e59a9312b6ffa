import { parseDirectoryUser } from '@rollcall/events/parse-directory-user'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { AppError } from '@rollcall/service-kit/errors'
import type { ReadinessCheck } from '@rollcall/service-kit/health'
import { parseJson } from '@rollcall/service-kit/parse-json'
import type { ServiceTokenSource } from '@rollcall/service-kit/service-token'
import { Agent, errors, request } from 'undici'
import { z } from 'zod'
import type { OutboxEntry } from './audit/audit-outbox.js'
import { type DirectoryProfile, parseProfile } from './directory-profile.js'

export interface BucketDigest {
  bucket: number
  count: number
  digest: string
}
export interface UserVersion {
  userId: string
  version: number
  /** Over every published field; equal to `content_hash` of a projection that keeps the same. */
  hash: string
}
/** Id, version and digest of what is kept of a user; the store and `directory.compare` agree on what is digested. */
export type Profile = [userId: string, version: number, digest: string]
/** A user whose profile differs; `version` is null when the directory doesn't know the user. */
export interface ProfileDifference {
  userId: string
  version: number | null
}
export interface UsersAnswer<User> {
  items: User[]
  /** Ids the directory doesn't know. */
  missing: string[]
  /** Users whom this code can't read; everyone else is in `items`. */
  unreadable: { userId: string; reason: string }[]
}
export type SnapshotAnswer = UsersAnswer<DirectoryUser>
export type ProfilesAnswer = UsersAnswer<DirectoryProfile>

/** tRPC's envelope. */
const answerSchema = z.object({ result: z.object({ data: z.unknown() }) })
const digestSchema = z.object({
  buckets: z.array(z.object({ bucket: z.int().min(0).max(4095), count: z.int(), digest: z.string() })),
})
const versionsSchema = z.object({
  items: z.array(z.object({ userId: z.string(), version: z.int(), hash: z.string() })),
})
const compareSchema = z.object({
  differing: z.array(z.object({ userId: z.string(), version: z.int().nullable() })),
})
const listSchema = z.object({ items: z.array(z.unknown()), missing: z.array(z.string()) })
const standingSchema = z
  .object({
    tenantId: z.string(),
    role: z.string(),
    mustChangePassword: z.boolean(),
    twoFactorRequired: z.boolean(),
    platform: z.boolean(),
  })
  .nullable()
const pausesSchema = z.object({ subscribers: z.array(z.string()) })
const recordedSchema = z.object({ recorded: z.int() })
const namedSchema = z.object({ userId: z.string() }).catch({ userId: 'unknown' })

const defaultTimeoutMs = 10_000
const pausesTimeoutMs = 2000
const standingTimeoutMs = 1000

export type DirectoryClient = ReturnType<typeof createDirectoryClient>

interface Question {
  url: string
  token: string
  body: string
}

/** Asks over connections that stay open, by POST, because 500 ids are longer than a URL may be. */
function createPostJson() {
  const dispatcher = new Agent()
  const ask = async ({ url, token, body }: Question, signal: AbortSignal) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const answer = await request(url, { method: 'POST', headers, body, signal, dispatcher })
    return { status: answer.statusCode, text: await answer.body.text() }
  }
  // A connection that the directory was just closing says nothing of the directory: it is asked again.
  return (question: Question, signal: AbortSignal) =>
    ask(question, signal).catch((error: unknown) => {
      if (wasCutOff(error)) return ask(question, signal)
      throw error
    })
}

const wasCutOff = (error: unknown) =>
  error instanceof errors.SocketError || (error instanceof Error && 'code' in error && error.code === 'ECONNRESET')

/**
 * The directory as other services may ask it, across tenants: auth-service's `directory.*` over plain HTTP.
 * Every call throws AppError UNAVAILABLE when no usable answer comes within the timeout (10 s unless given).
 */
export function createDirectoryClient(options: { authServiceUrl: string; token: ServiceTokenSource }) {
  const postJson = createPostJson()
  const call = async <T>(
    name: string,
    input: unknown,
    schema: z.ZodType<T>,
    timeoutMs = defaultTimeoutMs,
  ): Promise<T> => {
    const token = await options.token()
    const question = { url: `${options.authServiceUrl}/trpc/directory.${name}`, token, body: JSON.stringify(input) }
    const answer = await postJson(question, AbortSignal.timeout(timeoutMs)).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'The directory (auth-service) does not answer.', { cause })
    })
    if (answer.status !== 200) throw new AppError('UNAVAILABLE', `The directory refused ${name} (${answer.status}).`)
    const parsed = answerSchema
      .transform(({ result }) => result.data)
      .pipe(schema)
      .safeParse(parseJson(answer.text))
    if (!parsed.success) {
      throw new AppError('UNAVAILABLE', `The directory's answer to ${name} is not understood.`, { cause: parsed.error })
    }
    return parsed.data
  }

  return {
    /** Any other procedure under `directory`, its answer parsed by `schema`. */
    ask: call,

    /** Count and digest of each of 4,096 buckets that holds users. */
    digest: async (): Promise<BucketDigest[]> => (await call('digest', {}, digestSchema)).buckets,

    /** Everyone in at most 512 buckets. Choose them by their counts: the answer is one piece. */
    versionsOfBuckets: async (buckets: number[]): Promise<UserVersion[]> =>
      (await call('versions', { buckets }, versionsSchema)).items,

    /** Versions of at most 500 users; unknown ones are left out. */
    versionsOf: async (ids: string[]): Promise<UserVersion[]> =>
      (await call('versions', { ids }, versionsSchema)).items,

    /** Which of at most 2,000 profiles differ from the directory's. */
    compare: async (profiles: Profile[]): Promise<ProfileDifference[]> =>
      (await call('compare', { profiles }, compareSchema)).differing,

    /** What the person of an open session may be taken for now; null when the session has ended. */
    standing: ({ userId, sessionId }: { userId: string; sessionId: string }) =>
      call('standing', { userId, sessionId }, standingSchema, standingTimeoutMs),

    /** Names of the subscribers that a person has paused. */
    pausedSubscribers: async (): Promise<string[]> =>
      (await call('pauses', {}, pausesSchema, pausesTimeoutMs)).subscribers,

    /** Hands at most 100 operations to the trail; one that is there already changes nothing. */
    recordAudit: async (entries: OutboxEntry[]): Promise<number> =>
      (await call('recordAudit', { entries }, recordedSchema)).recorded,

    /** At most 500 users as they are now, deleted ones included. */
    snapshot: async (ids: string[], limits: { timeoutMs?: number } = {}): Promise<SnapshotAnswer> => {
      const { items, missing } = await call('snapshot', { ids }, listSchema, limits.timeoutMs)
      const answer: SnapshotAnswer = { items: [], missing, unreadable: [] }
      for (const item of items) {
        const parsed = parseDirectoryUser(item)
        if (parsed.user) answer.items.push(parsed.user)
        else answer.unreadable.push({ ...namedSchema.parse(item), reason: parsed.reason })
      }
      return answer
    },

    /** What a cache keeps of at most 500 users, in no order, deleted ones included. */
    profiles: async (ids: string[], limits: { timeoutMs?: number } = {}): Promise<ProfilesAnswer> => {
      const { items, missing } = await call('profiles', { ids }, listSchema, limits.timeoutMs)
      const answer: ProfilesAnswer = { items: [], missing, unreadable: [] }
      for (const item of items) {
        const parsed = parseProfile(item)
        if (parsed.profile) answer.items.push(parsed.profile)
        else answer.unreadable.push({ userId: parsed.userId, reason: parsed.reason })
      }
      return answer
    },
  }
}

/** Readiness of the way to the directory: without it nobody's token can be checked and nothing reconciled. */
export function directoryCheck(authServiceUrl: string): ReadinessCheck {
  return {
    name: 'auth-service',
    check: async () => {
      const response = await fetch(`${authServiceUrl}/healthz`, { signal: AbortSignal.timeout(1500) }).catch(() => {
        throw new Error('auth-service does not answer')
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`auth-service answers ${response.status}`)
      return undefined
    },
  }
}
