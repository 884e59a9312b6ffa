import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { QueueInspector } from '@rollcall/event-bus/port'
import { sampleKeys } from '@rollcall/event-bus/test-support/sample-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'
import { assertQueuePauses } from './queue-pauses.js'

let redis: TestRedis
let service: AuthFixture
let inspector: QueueInspector
let token: string
beforeAll(async () => {
  redis = await createTestRedis()
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis })
  const logger = createLogger({ service: 'auth-service', level: 'silent' })
  inspector = createEventBus({ url: redis.url, logger, keys: sampleKeys }).createInspector()
  token = await service.tokenOf(await service.addUser({ role: 'admin', firstName: 'Farai', lastName: 'Ncube' }))
})
afterAll(async () => {
  await inspector.close()
  await service.close()
})

const isPaused = async (subscriber: 'clinical' | 'chat') => (await inspector.depth(subscriber)).paused
const pause = (by = token, reason = 'a test') => service.mutate('sync.pause', { subscriber: 'clinical', reason }, by)

describe('pausing a queue', () => {
  it('stops that queue alone, names who did it and why, and twice is once', async () => {
    const paused = await pause(token, 'the clinical database moves')
    expect(paused.data).toMatchObject({
      subscriber: 'clinical',
      by: { name: 'Farai Ncube' },
      reason: 'the clinical database moves',
    })
    expect([await isPaused('clinical'), await isPaused('chat')]).toEqual([true, false])
    const second = await service.tokenOf(await service.addUser({ role: 'admin', firstName: 'Rudo' }))
    expect((await pause(second, 'me too')).data).toMatchObject({ by: { name: 'Farai Ncube' }, at: paused.data.at })
  })

  it('is told of, and its end, to whoever asks right after it', async () => {
    const told = async () =>
      (await service.query('sync.overview', undefined, token)).data.subscribers.map(
        (one: { paused: unknown }) => one.paused,
      )
    expect(await told()).toEqual([expect.objectContaining({ by: 'Farai Ncube' }), null])
    await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'a test' }, token)
    expect(await told()).toEqual([null, null])
    await pause()
    expect(await told()).toEqual([expect.objectContaining({ reason: 'a test' }), null])
  })

  it('outlives a Redis that forgot it, and ends when it is resumed', async () => {
    await redis.client.flushdb()
    expect(await isPaused('clinical')).toBe(false)
    const told = await service.query('directory.pauses', {}, await service.serviceToken())
    expect(told.data).toEqual({ subscribers: ['clinical'] })
    await assertQueuePauses(service.db.pool, inspector)
    expect(await isPaused('clinical')).toBe(true)
    expect(
      (await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'a test' }, token)).data,
    ).toMatchObject({
      paused: null,
    })
    expect(await isPaused('clinical')).toBe(false)
  })

  it('that carries other organisations’ changes too is for the platform’s administrators', async () => {
    const operator = await service.tokenOf(await service.addUser({ role: 'operator' }))
    // Nobody works there yet, so that it can go for a moment.
    await service.db.pool.query('DELETE FROM organisation WHERE id = $1', [elsewhere])
    expect((await pause(operator, 'alone here')).status).toBe(200)
    expect((await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'a test' }, operator)).status).toBe(
      200,
    )
    await service.db.pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Elsewhere')`, [elsewhere])
    const foreign = await service.tokenOf(await service.addUser({ role: 'admin', tenantId: elsewhere }))
    for (const refused of [operator, foreign]) {
      expect(await pause(refused, 'mine')).toMatchObject({
        status: 403,
        error: { message: expect.stringContaining('Ask an administrator of the platform') },
      })
      expect((await service.mutate('sync.resume', { subscriber: 'clinical', reason: 'a test' }, refused)).status).toBe(
        403,
      )
    }
    expect(await isPaused('clinical')).toBe(false)
  })

  it('by somebody else’s hand does not last', async () => {
    await inspector.pause('chat')
    await assertQueuePauses(service.db.pool, inspector)
    expect(await isPaused('chat')).toBe(false)
  })

  it('needs a known subscriber, a short reason and the right role', async () => {
    const unknown = await service.mutate('sync.pause', { subscriber: 'billing', reason: 'a test' }, token)
    expect(unknown.error.message).toContain('subscriber: expected one of clinical, chat')
    expect((await pause(token, 'x'.repeat(501))).error.message).toContain('reason: expected at most 500 characters')
    const viewer = await service.tokenOf(await service.addUser({ role: 'viewer' }))
    expect(await pause(viewer, 'a test')).toMatchObject({ status: 403 })
    expect(await isPaused('clinical')).toBe(false)
  })
})
