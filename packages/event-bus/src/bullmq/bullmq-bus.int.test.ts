import { createLogger } from '@rollcall/service-kit/logger'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { Redis } from 'ioredis'
import { describeEventBusContract } from '../contract/event-bus-contract.js'
import { createEventBus } from '../create-event-bus.js'

describeEventBusContract('BullMQ on Redis', async (limits) => {
  const logger = createLogger({ service: 'test', level: 'silent' })
  const server = await startRedisServer({ role: 'queue' })
  return {
    bus: createEventBus({ url: server.url, logger, ...(limits ? { limits } : {}) }),
    stopBroker: async () => void (await server.kill()),
    startBroker: server.restart,
    emptyBroker: async () => {
      const client = new Redis(server.url)
      await client.flushall()
      await client.quit()
    },
    close: server.stop,
  }
})
