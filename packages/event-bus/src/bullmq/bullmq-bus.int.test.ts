import { createLogger } from '@rollcall/service-kit/logger'
import { dumpRedis } from '@rollcall/testing/dump-redis'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { Redis } from 'ioredis'
import { describeEventBusContract } from '../contract/event-bus-contract.js'
import { createEventBus } from '../create-event-bus.js'
import { createSampleKeys } from '../test-support/sample-keys.js'
import { queueName } from './queue-names.js'

describeEventBusContract('BullMQ on Redis', async (limits) => {
  const logger = createLogger({ service: 'test', level: 'silent' })
  const server = await startRedisServer({ role: 'queue' })
  const keys = createSampleKeys()
  const busWith = (keys: Parameters<typeof createEventBus>[0]['keys']) =>
    createEventBus({ url: server.url, logger, keys, ...(limits ? { limits } : {}) })
  const ask = async <T>(act: (client: Redis) => Promise<T>): Promise<T> => {
    const client = new Redis(server.url)
    return act(client).finally(() => client.quit())
  }
  return {
    ...{ keys, busWith, bus: busWith(keys) },
    dump: () => ask(dumpRedis),
    alter: (subscriber, change) =>
      ask(async (client) => {
        const queue = `bull:${queueName(subscriber, 'interactive')}`
        for (const id of await client.lrange(`${queue}:wait`, 0, -1)) {
          const message = JSON.parse((await client.hget(`${queue}:${id}`, 'data')) ?? '')
          await client.hset(`${queue}:${id}`, 'data', JSON.stringify(change(message)))
        }
      }),
    stopBroker: async () => void (await server.kill()),
    startBroker: server.restart,
    emptyBroker: () => ask(async (client) => void (await client.flushall())),
    close: server.stop,
  }
})
