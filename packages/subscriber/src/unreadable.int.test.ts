import { randomUUID } from 'node:crypto'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { EventPublisher } from '@rollcall/event-bus/port'
import { createSampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { toDirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { sampleEvent } from './test-support/sample-event.js'
import { createSubscriberFixture, type SubscriberFixture } from './test-support/subscriber-fixture.js'

let app: SubscriberFixture
let stranger: EventPublisher
let connection: Redis
beforeAll(async () => {
  const redis = await createTestRedis()
  const [key] = createSampleKeys()
  const logger = createLogger({ service: 'test', level: 'silent' })
  stranger = createEventBus({ url: redis.url, logger, keys: [{ ...key, id: 'newer' }] }).createPublisher()
  connection = new Redis(redis.url, { maxRetriesPerRequest: null })
  app = await createSubscriberFixture(await createTestDatabase('user'), redis)
})
afterEach(() => app.reset())
afterAll(async () => {
  await stranger.close()
  connection.disconnect()
  await app.close()
})

const settle = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 30 })

it('a message of a key that is not here is parked with the fix, and reconcile brings what it held', async () => {
  const subscriber = await app.start()
  const event = sampleEvent(randomUUID(), 1, { lastName: 'Moyo' })
  app.directoryServer.users.set(event.userId, toDirectoryUser(event))
  await stranger.publish([{ lane: 'interactive', count: 1, events: JSON.stringify([event]) }])
  await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 1, parked: 1 }))
  const [row, ...others] = await app.parkedRows()
  expect(others).toEqual([])
  expect(row).toMatchObject({
    ...{ kind: 'malformed', state: 'parked', user_id: null },
    error: expect.stringMatching(/the key newer, which EVENT_KEYS .* add that key and restart/),
  })
  expect(JSON.stringify(row)).not.toContain('Moyo')
  expect(await app.kept.versions([event.userId])).toEqual(
    new Map([[event.userId, expect.objectContaining({ version: 1 })]]),
  )
})

it('a plain message changes nobody, whoever it names, and nothing of it is kept', async () => {
  const subscriber = await app.start()
  const forged = sampleEvent(randomUUID(), 9, { lastName: 'Forged', role: 'admin' })
  const queue = new Queue('user-events.clinical', { connection })
  await queue.add('user-events', { lane: 'interactive', count: 1, events: [forged] }, { removeOnComplete: true })
  await queue.add('user-events', forged, { removeOnComplete: true })
  await settle(async () => expect(await subscriber.status()).toMatchObject({ users: 0, parked: 2 }))
  for (const row of await app.parkedRows()) {
    expect(row).toMatchObject({ kind: 'malformed', error: expect.stringContaining('is not encrypted') })
    expect(JSON.stringify(row)).not.toMatch(/Forged|admin/)
  }
  await queue.close()
})
