import { createServer } from 'node:http'
import type { DirectoryUser } from '@rollcall/events/user-event'
import pg from 'pg'

type Procedure = (input: Record<string, unknown>) => unknown

/** What auth_db's `content_hash` covers, in its order. */
const hashed: [type: string, read: (user: DirectoryUser) => unknown][] = [
  ['int', (user) => user.userVersion],
  ['uuid', (user) => user.tenantId],
  ['text', ({ payload }) => payload.email],
  ['text', ({ payload }) => payload.firstName],
  ['text', ({ payload }) => payload.lastName],
  ['text', ({ payload }) => payload.role],
  ['text', ({ payload }) => payload.phoneNumber],
  ['boolean', ({ payload }) => payload.isActive],
  ['boolean', ({ payload }) => payload.mustChangePassword],
  ['text', ({ payload }) => payload.avatar],
  ['text', ({ payload }) => payload.matricule],
  ['text', ({ payload }) => payload.ministere],
  ['text', ({ payload }) => payload.sexe],
  ['timestamptz(3)', ({ payload }) => payload.createdAt],
  ['timestamptz(3)', ({ payload }) => payload.updatedAt],
  ['timestamptz(3)', ({ payload }) => payload.deletedAt],
]
const names = hashed.map((_, index) => `c${index}`)
const hashSql = `SELECT id, hash_record_extended(ROW(${names.join(', ')}), 0) AS hash
  FROM unnest($1::uuid[], ${hashed.map(([type], index) => `$${index + 2}::${type}[]`).join(', ')})
    AS given (id, ${names.join(', ')})`
const bucketSql = '((get_byte(uuid_send(id), 14) * 256 + get_byte(uuid_send(id), 15)) & 4095)'
const bucketOf = (id: string) => Number.parseInt(id.slice(-3), 16)

/**
 * A small directory of its own: speaks auth-service's `directory.*` over real HTTP. Hashes and digests are made by
 * PostgreSQL. `procedures` adds answers, or replaces them.
 */
export async function startDirectoryServer(
  connectionString: string,
  options: { procedures?: Record<string, Procedure> } = {},
) {
  const users = new Map<string, DirectoryUser>()
  const paused = new Set<string>()
  const calls: string[] = []
  const pool = new pg.Pool({ connectionString, max: 2 })
  let down = false

  const hashParameters = (known: DirectoryUser[]) => [
    known.map((user) => user.userId),
    ...hashed.map(([, read]) => known.map(read)),
  ]
  const digest = async () => {
    const { rows } = await pool.query(
      `SELECT ${bucketSql} AS bucket, count(*)::int AS count, bit_xor(uuid_hash_extended(id, hash))::text AS digest
       FROM (${hashSql}) AS hashed GROUP BY 1`,
      hashParameters([...users.values()]),
    )
    return { buckets: rows }
  }
  const versions = async ({ ids, buckets }: { ids?: string[]; buckets?: number[] }) => {
    const wanted = new Set<unknown>(ids ?? buckets)
    const known = [...users.values()].filter(({ userId }) => wanted.has(ids ? userId : bucketOf(userId)))
    const { rows } = await pool.query<{ id: string; hash: string }>(
      `SELECT id, hash::text AS hash FROM (${hashSql}) AS hashed`,
      hashParameters(known),
    )
    return { items: rows.map(({ id, hash }) => ({ userId: id, version: users.get(id)?.userVersion, hash })) }
  }
  const snapshot = ({ ids = [] }: { ids?: string[] }) => ({
    items: ids.flatMap((id) => users.get(id) ?? []),
    missing: ids.filter((id) => !users.has(id)),
  })
  const profiles = ({ ids = [] }: { ids?: string[] }) => {
    const { items, missing } = snapshot({ ids })
    return { items: items.map(toProfileTuple), missing }
  }
  const pauses = () => ({ subscribers: [...paused] })
  const audit: unknown[] = []
  const recordAudit = ({ entries = [] }: { entries?: unknown[] }) => ({ recorded: audit.push(...entries) })
  const procedures: Record<string, Procedure> = {
    ...{ digest, versions, snapshot, profiles, pauses, recordAudit },
    ...options.procedures,
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const name = request.url?.split('directory.')[1] ?? ''
    calls.push(name)
    const input = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    const data = down || !Object.hasOwn(procedures, name) ? null : await procedures[name]?.(input)
    response.writeHead(data ? 200 : 503, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ result: { data } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    users,
    /** Subscribers that a person has paused. */
    paused,
    /** Entries that were handed over for the trail. */
    audit,
    calls,
    put: (...added: DirectoryUser[]) => {
      for (const user of added) users.set(user.userId, user)
    },
    setDown: (value: boolean) => {
      down = value
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await pool.end()
    },
  }
}
/** As `directory.profiles` answers it. */
function toProfileTuple({ userId, tenantId, userVersion, eventAt, payload }: DirectoryUser): unknown[] {
  const { firstName, lastName, avatar, matricule, ministere, sexe, updatedAt, deletedAt } = payload
  const personal = deletedAt
    ? ['', null, null, null, null]
    : [`${firstName} ${lastName}`, avatar, matricule, ministere, sexe]
  return [userId, tenantId, userVersion, deletedAt !== null, ...personal, Date.parse(updatedAt), Date.parse(eventAt)]
}

export type DirectoryServer = Awaited<ReturnType<typeof startDirectoryServer>>
