import { generateEventKey } from '@rollcall/service-kit/event-keys'
import { describe, expect, it } from 'vitest'
import { readEnv } from './env.js'

const needed = {
  CHAT_DATABASE_URL: 'postgres://chat:secret@127.0.0.1:5432/chat',
  CHAT_SERVICE_SECRET: 'x'.repeat(40),
  QUEUE_REDIS_URL: 'redis://127.0.0.1:6379',
  CACHE_REDIS_URL: 'redis://127.0.0.1:6380',
  EVENT_KEYS: generateEventKey('test'),
}

describe('prewarming', () => {
  it('takes the last month in production, and a week in small batches anywhere else', () => {
    expect(readEnv({ ...needed, NODE_ENV: 'production' }).prewarm).toEqual({
      defaults: { daysBack: 30, batchSize: 500, delayBetweenBatches: 1500, maxUsers: 10_000 },
      atStart: true,
    })
    expect(readEnv(needed).prewarm.defaults).toEqual({
      ...{ daysBack: 7, batchSize: 100, delayBetweenBatches: 500, maxUsers: 10_000 },
    })
  })

  it('takes what the environment says instead; an empty variable says nothing', () => {
    const given = { PREWARM_DAYS_BACK: '14', PREWARM_BATCH_SIZE: '', PREWARM_DELAY_MS: '0', PREWARM_AT_START: 'false' }
    expect(readEnv({ ...needed, ...given, NODE_ENV: 'production' }).prewarm).toEqual({
      defaults: { daysBack: 14, batchSize: 500, delayBetweenBatches: 0, maxUsers: 10_000 },
      atStart: false,
    })
  })

  it.each([
    ['PREWARM_DAYS_BACK', '0', 'expected a whole number from 1 to 365'],
    ['PREWARM_DAYS_BACK', '7 days', 'expected a whole number from 1 to 365'],
    ['PREWARM_BATCH_SIZE', '501', 'expected a whole number from 1 to 500'],
    ['PREWARM_DELAY_MS', '-1', 'expected a whole number from 0 to 60000'],
    ['PREWARM_DELAY_MS', '1.5', 'expected a whole number from 0 to 60000'],
    ['PREWARM_MAX_USERS', '1e9', 'expected a whole number from 1 to 1000000'],
    ['PREWARM_MAX_USERS', '99999999999999999999', 'expected a whole number from 1 to 1000000'],
    ['PREWARM_AT_START', 'yes', 'expected true or false'],
  ])('is refused with %s=%s, by name', (name, value, expected) => {
    expect(() => readEnv({ ...needed, [name]: value })).toThrow(`${name}: ${expected}`)
  })
})
