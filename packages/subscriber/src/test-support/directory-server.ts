import { createServer } from 'node:http'
import type { DirectoryUser } from '@rollcall/events/user-event'
import pg from 'pg'

/** A small directory of its own: speaks auth-service's `directory.*` over real HTTP. Digests are made by PostgreSQL. */
export async function startDirectoryServer(connectionString: string) {
  const users = new Map<string, DirectoryUser>()
  const calls: string[] = []
  const pool = new pg.Pool({ connectionString, max: 2 })
  let down = false
  const bucketOf = (id: string) => Number.parseInt(id.slice(-2), 16)

  const digest = async () => {
    const known = [...users.values()]
    const { rows } = await pool.query(
      `SELECT get_byte(uuid_send(id), 15) AS bucket, count(*)::int AS count,
              bit_xor(uuid_hash_extended(id, version::bigint))::text AS digest
       FROM unnest($1::uuid[], $2::int[]) AS given (id, version) GROUP BY 1`,
      [known.map((user) => user.userId), known.map((user) => user.userVersion)],
    )
    return { buckets: rows }
  }
  const versions = (input: { bucket?: number; ids?: string[] }) => {
    const wanted = [...users.values()].filter(({ userId }) =>
      input.ids ? input.ids.includes(userId) : bucketOf(userId) === input.bucket,
    )
    return { items: wanted.map(({ userId, userVersion }) => ({ userId, version: userVersion })), nextCursor: null }
  }
  const snapshot = ({ ids = [] }: { ids?: string[] }) => ({
    items: ids.flatMap((id) => users.get(id) ?? []),
    missing: ids.filter((id) => !users.has(id)),
  })

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const name = request.url?.split('directory.')[1] ?? ''
    calls.push(name)
    const input = JSON.parse(Buffer.concat(chunks).toString() || '{}')
    const answers = { digest, versions: () => versions(input), snapshot: () => snapshot(input) }
    const data = down || !Object.hasOwn(answers, name) ? null : await answers[name as keyof typeof answers]()
    response.writeHead(data ? 200 : 503, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ result: { data } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}`,
    users,
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
export type DirectoryServer = Awaited<ReturnType<typeof startDirectoryServer>>
