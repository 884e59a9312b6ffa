import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createTemporaryFolder } from '../../temporary-folder.js'
import { repositoryRoot } from '../../test-servers.js'
import { type ConsoleClient, createConsoleClient } from '../load/console-client.js'
import { waitFor } from '../wait-for.js'
import { describeRoad } from './describe-road.js'
import { keptPort } from './kept-port.js'
import { createManagedService, type ManagedService } from './managed-service.js'
import { type Lines, startLines } from './proxies.js'
import { newSecret, type Servers, startServers } from './servers.js'
import { createEnvironments, type ServiceName, serviceNames } from './service-environments.js'

const folders = { auth: 'auth-service', clinical: 'user-service', chat: 'chat-service' } as const

export const tenantId = '0192f000-0000-7000-8000-000000000001'

/** Servers, lines and the three services, all of their own. */
export interface World extends Servers, Omit<Lines, 'close'> {
  services: Record<ServiceName, ManagedService>
  /** As the demo administrator, straight to the services. */
  console: ConsoleClient
  /** One more process of a service on the same lines; ended with the world. Not started yet. */
  createReplica: (name: ServiceName) => Promise<ManagedService>
  /** Everything runs, passes and is ready again, whatever was done to it. */
  restore: () => Promise<void>
  /** What the services wrote last, for a report of a failure. */
  outputs: () => Promise<string>
  stop: () => Promise<void>
}

/** Starts a world with the ten demo users and `users` more, and waits until it is ready. */
export async function startWorld(options: { users: number }): Promise<World> {
  const [folder, servers] = await Promise.all([createTemporaryFolder(), startServers()])
  const replicas: ManagedService[] = []
  let lines: Lines | undefined
  let services: Record<ServiceName, ManagedService> | undefined
  const stop = async () => {
    await Promise.all([...replicas, ...Object.values(services ?? {})].map((service) => service.stop()))
    await lines?.close()
    await servers.stop()
    await folder.remove()
  }
  try {
    const ports = { auth: await keptPort(), clinical: await keptPort(), chat: await keptPort() }
    const opened = await startLines(servers, ports.auth)
    lines = opened
    const environments = createEnvironments(servers, opened, ports)
    const create = (name: ServiceName, port: number) =>
      createManagedService({
        ...{ service: folders[name], env: environments[name], from: 'dist', port },
        remember: folder.remember,
      })
    const started = {
      auth: create('auth', ports.auth),
      clinical: create('clinical', ports.clinical),
      chat: create('chat', ports.chat),
    }
    services = started
    const password = newSecret().slice(0, 24)
    await seed(servers, password, options.users)
    await Promise.all(serviceNames.map((name) => started[name].start()))
    await waitForFirstReconciles(servers, started)
    const urls = { auth: started.auth.url, clinical: started.clinical.url, chat: started.chat.url }
    return {
      ...servers,
      ...opened,
      services: started,
      console: createConsoleClient({ urls, email: 'admin@rollcall.test', password }),
      createReplica: async (name) => {
        const replica = create(name, await keptPort())
        replicas.push(replica)
        return replica
      },
      restore: async () => {
        opened.passAll()
        await restoreServers(servers)
        await Promise.all(replicas.splice(0).map((replica) => replica.stop()))
        await Promise.all(serviceNames.map((name) => restoreService(started[name])))
        await waitForFirstReconciles(servers, started)
      },
      outputs: async () => {
        const texts = await Promise.all(serviceNames.map((name) => started[name].output().catch(() => '')))
        return [
          ...texts.map((text, index) => `--- ${serviceNames[index]}\n${text}`),
          ...(await describeRoad(servers)),
        ].join('\n')
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function restoreServers({ postgres, queueRedis, cacheRedis }: Servers): Promise<void> {
  const downs = [postgres, queueRedis, cacheRedis].filter((server) => !server.isRunning())
  await Promise.all(downs.map((server) => server.restart()))
}

async function restoreService(service: ManagedService): Promise<void> {
  service.thaw()
  if (!service.isRunning()) await service.start({ wait: false })
  await service.waitUntilReady(60_000)
}

// The reconcile at a service's start, were it still to come, would heal whatever the next fault breaks.
async function waitForFirstReconciles(
  { pools }: Servers,
  services: Record<ServiceName, ManagedService>,
): Promise<void> {
  const subscribers = [
    { pool: pools.user, service: services.clinical },
    { pool: pools.chat, service: services.chat },
  ]
  await waitFor('both subscribers have reconciled since their start', async () => {
    const done = await Promise.all(
      subscribers.map(({ pool, service }) =>
        pool.query('SELECT 1 FROM subscriber_state WHERE last_reconcile_at > $1', [new Date(service.startedAt())]),
      ),
    )
    return done.every(({ rowCount }) => rowCount === 1)
  })
}

async function seed(servers: Servers, password: string, users: number): Promise<void> {
  await promisify(execFile)(process.execPath, ['dist/cli/seed-demo.js'], {
    cwd: join(repositoryRoot, 'apps/auth-service'),
    env: { PATH: process.env.PATH, AUTH_DATABASE_URL: servers.postgres.url('auth_db'), DEMO_PASSWORD: password },
  })
  // The ordinary writers remove people all the time; the brake has scenarios of its own.
  await servers.pools.auth.query('UPDATE organisation SET brake_count = 1000000')
  await servers.pools.auth.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, ministere)
     SELECT $1, 'resident' || n || '@rollcall.test', 'Resident', 'No ' || n,
       (ARRAY['doctor', 'nurse', 'staff'])[1 + n % 3], 'Health' FROM generate_series(1, $2::int) AS n`,
    [tenantId, users],
  )
}
