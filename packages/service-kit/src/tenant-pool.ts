import type { Lifecycle } from './lifecycle.js'
import { createPool, type Pool, type PoolClient, type PoolOptions } from './postgres.js'
import { currentTenant } from './tenant-scope.js'

const role = 'rollcall_tenant'
/** Starting workers takes longer than all that a person's request may take. */
const onOneCore = { max_parallel_workers_per_gather: '0' }

/**
 * The pool of people's requests: its connections are of the role `rollcall_tenant`, and each is told at its checkout
 * whose rows it may reach, which PostgreSQL then enforces by row-level security. A checkout outside `inTenant` is
 * refused, so that nothing ever runs for nobody or for whoever had the connection before.
 */
export function createTenantPool(options: Omit<PoolOptions, 'role'>): Pool {
  const pool = createPool({ ...options, role, settings: { ...onOneCore, ...options.settings } })
  const checkOut: () => Promise<PoolClient> = pool.connect.bind(pool)
  const told = new WeakMap<PoolClient, string>()

  const connect = async (): Promise<PoolClient> => {
    const tenantId = currentTenant()
    const client = await checkOut()
    try {
      if (told.get(client) !== tenantId) {
        told.delete(client)
        await tellTenant(client, tenantId)
        told.set(client, tenantId)
      }
      return client
    } catch (error) {
      client.release(true)
      throw error
    }
  }
  // pg's own pool.query asks for its connection with a callback.
  const connectOrCall = (callback?: ConnectCallback): Promise<PoolClient> | undefined => {
    if (!callback) return connect()
    connect().then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => {}),
    )
    return undefined
  }
  return Object.assign(pool, { connect: connectOrCall })
}

/** Looks at the role as well: a URL with options of its own, or a pooler, may have dropped ours, and no policy would count. */
async function tellTenant(client: PoolClient, tenantId: string): Promise<void> {
  const { rows } = await client.query<{ role: string }>(
    `SELECT set_config('rollcall.tenant', $1, false), current_user AS role`,
    [tenantId],
  )
  if (rows[0]?.role === role) return
  throw new Error(
    `a connection for people is of the role ${rows[0]?.role} and not of ${role}: give the database's URL no options, and ` +
      'let no pooler ignore them',
  )
}

/** A service's two ways to its database: people's requests reach one organisation, everything else all of them. */
export function openPools({ lifecycle, ...options }: Omit<PoolOptions, 'role'> & { lifecycle: Lifecycle }) {
  const pool = createTenantPool(options)
  const system = createPool({ ...options, role: 'rollcall_system' })
  lifecycle.onClose('postgres', async () => {
    await Promise.all([pool.end(), system.end()])
  })
  return { pool, system }
}

type ConnectCallback = (error: Error | undefined, client: PoolClient | undefined, done: PoolClient['release']) => void
