import { createLogger } from '@rollcall/service-kit/logger'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { describeEventBusContract } from '../contract/event-bus-contract.js'
import { createEventBus } from '../create-event-bus.js'

describeEventBusContract('BullMQ on Redis', async () => {
  const server = await startRedisServer({ role: 'queue' })
  return {
    bus: createEventBus({ url: server.url, logger: createLogger({ service: 'test', level: 'silent' }) }),
    stopBroker: async () => void (await server.kill()),
    startBroker: server.restart,
    close: server.stop,
  }
})
