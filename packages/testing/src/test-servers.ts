import { fileURLToPath } from 'node:url'

/** The three databases that tests can ask for. */
export type DatabaseName = 'auth' | 'user' | 'chat'
export const databaseNames: DatabaseName[] = ['auth', 'user', 'chat']

/** Where the servers of this test run listen; handed to the test workers in one environment variable. */
export interface TestServers {
  postgres: { port: number; password: string }
  redis: { port: number; password: string }
}

const variable = 'ROLLCALL_TEST_SERVERS'

/** Redis key that holds the numbers of the databases nobody uses. */
export const freeRedisDatabasesKey = 'rollcall-test:free-databases'
export const redisDatabaseCount = 64

export function templateOf(name: DatabaseName): string {
  return `template_${name}`
}

export const repositoryRoot = fileURLToPath(new URL('../../../', import.meta.url))

export function publishTestServers(servers: TestServers): void {
  process.env[variable] = JSON.stringify(servers)
}

export function readTestServers(): TestServers {
  const published = process.env[variable]
  if (published) return JSON.parse(published)
  throw new Error(
    'The test servers are not running: run vitest with --config packages/testing/vitest.config.ts, which starts them.',
  )
}
