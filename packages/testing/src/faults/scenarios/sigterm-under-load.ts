import { setTimeout as sleep } from 'node:timers/promises'
import { startRequests } from '../load/raw-requests.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { ServiceName } from '../world/service-environments.js'

// Slow enough that at the signal every client waits for an answer. Nobody comes later: one that is still connecting when
// the port closes is turned away by the operating system, which says nothing about the service.
const databaseDelayMs = 60
const underWayMs = 30

const requestOf: Record<ServiceName, string> = {
  auth: '/trpc/users.list',
  clinical: '/trpc/clinicians.list',
  chat: '/trpc/cache.stats',
}
const exitLimitSeconds = 10

async function terminate(stage: Stage, name: ServiceName): Promise<void> {
  const { world, oracle, expect, note, healed } = stage
  const service = world.services[name]
  const writer = createSqlWriter(world, oracle)
  const database = world.line(`${name}.postgres`)
  database.delay(databaseDelayMs)
  const load = startRequests(`${service.url}${requestOf[name]}`, { token: await world.console.token(), workers: 6 })
  const ids = (await writer.insert(100, 'Before SIGTERM')).map(({ id }) => id)
  await sleep(500)
  await writer.renameAll(ids, 'At SIGTERM')
  await waitFor('all requests are under way', () => load.allWaitSince(underWayMs), { intervalMs: 1 })
  const startedAt = Date.now()
  const answers = load.stop()
  const exit = await service.kill('SIGTERM')
  const seconds = (Date.now() - startedAt) / 1000
  await answers
  database.pass()
  healed()
  await service.start()
  const { answered, dropped, failed } = load.counts
  const reasons = [...load.reasons].map(([reason, times]) => `${reason} × ${times}`).join(', ')
  note(`${name}: exit ${exit.code} after ${seconds.toFixed(1)} s, ${answered} requests answered`)
  expect(exit.code === 0, `${name} ended with ${exit.code ?? exit.signal}`)
  expect(seconds <= exitLimitSeconds, `${name} took ${seconds.toFixed(1)} s to end`)
  expect(dropped === 0, `${name} dropped ${dropped} requests (${reasons})`)
  expect(failed === 0, `${name} answered ${failed} requests with a 5xx`)
  expect(answered > 0, `${name} was not under load`)
}

export const sigtermUnderLoad: Scenario = {
  name: 'sigterm-under-load',
  fault: 'SIGTERM to each service under requests and events',
  short: true,
  run: async (stage) => {
    for (const name of ['auth', 'clinical', 'chat'] as const) await terminate(stage, name)
  },
}
