import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario, Stage } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { type ServiceName, serviceNames } from '../world/service-environments.js'

type StoreName = 'postgres' | 'queueRedis' | 'cacheRedis'

const needs: Record<StoreName, ServiceName[]> = {
  postgres: ['auth', 'clinical', 'chat'],
  queueRedis: ['auth', 'clinical', 'chat'],
  cacheRedis: ['chat'],
}

async function bootWithout(stage: Stage, missing: StoreName[]): Promise<void> {
  const { world, expect, healed, note } = stage
  const services = serviceNames.map((name) => world.services[name])
  await Promise.all(services.map((service) => service.kill('SIGKILL')))
  await Promise.all(missing.map((store) => world[store].kill(store === 'postgres' ? 'SIGQUIT' : 'SIGKILL')))
  for (const service of services) await service.start({ wait: false })
  for (const name of serviceNames) {
    if (!missing.some((store) => needs[store].includes(name))) continue
    const service = world.services[name]
    await waitFor(`${name} answers though ${missing.join(', ')} is away`, async () => {
      const { status, text } = await service.readiness()
      return status === 503 && text.includes('"ok":false') && text.includes('"error":"')
    })
  }
  // Long enough for a service that gives up to have given up.
  await sleep(3000)
  expect(
    services.every((service) => service.isRunning()),
    `a service ended because ${missing.join(', ')} was away`,
  )
  await Promise.all(missing.map((store) => world[store].restart()))
  healed()
  const startedAt = Date.now()
  await Promise.all(services.map((service) => service.waitUntilReady(50_000)))
  note(`ready ${((Date.now() - startedAt) / 1000).toFixed(1)} s after ${missing.join(', ')} came`)
}

export const bootWithoutStores: Scenario = {
  name: 'boot-without-stores',
  fault: 'everything started while Redis, PostgreSQL, or all of them are down',
  run: async (stage) => {
    await bootWithout(stage, ['postgres'])
    await bootWithout(stage, ['queueRedis'])
    await bootWithout(stage, ['cacheRedis'])
    await bootWithout(stage, ['postgres', 'queueRedis', 'cacheRedis'])
  },
}
