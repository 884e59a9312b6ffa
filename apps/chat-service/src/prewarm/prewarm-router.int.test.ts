import type { Caller } from '@rollcall/service-kit/tokens'
import { router } from '@rollcall/service-kit/trpc'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createPrewarmRouter } from './prewarm-router.js'
import {
  createPrewarmWorld,
  otherTenantId,
  type PrewarmReplica,
  type PrewarmWorld,
  tenantId,
} from './test-support/prewarm-world.js'
import { ended } from './test-support/run-to-end.js'

let world: PrewarmWorld
beforeAll(async () => {
  world = createPrewarmWorld({ db: await createTestDatabase('chat'), redis: await createTestRedis() })
})
afterEach(() => world.reset())
afterAll(() => world.close())

/** What the trail was told. */
const deeds: object[] = []

function callerOf({ desk }: PrewarmReplica, role: string, tenant = tenantId) {
  const person: Caller = {
    ...{ kind: 'user', userId: '0192f000-0000-7000-8000-00000000000a', tenantId: tenant, role },
    ...{ sessionId: 'session', mustChangePassword: false, twoFactorRequired: false, platform: false },
  }
  const prewarm = createPrewarmRouter({
    prewarmDesk: desk,
    subscriber: {
      audit: {
        recording: (_doer, deed, work) => {
          deeds.push(deed)
          return work()
        },
      },
    },
  })
  return router({ prewarm }).createCaller({
    ...{ requestId: 'request', traceparent: null, logger: world.logger, authenticate: async () => person },
  }).prewarm
}
const reason = 'the cache was emptied'

it('an operator starts a run with the defaults, sees how it ends, and the trail has it with its reason', async () => {
  await world.populate(3)
  const replica = world.replica()
  const operator = callerOf(replica, 'operator')
  const { runId } = await operator.start({ reason, maxUsers: 2 })
  await ended(replica, runId)
  const { run, failures, nextCursor } = await operator.run({ id: runId })
  expect(run).toMatchObject({ scope: 'organisation', reason: 'person', cached: 2, errors: 0, state: 'done' })
  expect(run.options).toEqual({ daysBack: 7, batchSize: 2, delayBetweenBatches: 0, maxUsers: 2 })
  expect({ failures, nextCursor }).toEqual({ failures: [], nextCursor: null })
  expect((await callerOf(replica, 'viewer').runs()).items.map(({ id }) => id)).toEqual([runId])
  expect(await operator.stop({ reason })).toEqual({ stopped: false, runId: null })
  expect(deeds).toMatchObject([
    { action: 'prewarm.started', reason, details: { maxUsers: 2 } },
    { action: 'prewarm.stopped', reason },
  ])
})

it('a viewer starts and stops nothing, and a doctor sees nothing', async () => {
  const replica = world.replica()
  const [viewer, doctor] = [callerOf(replica, 'viewer'), callerOf(replica, 'doctor')]
  for (const call of [viewer.start({ reason }), viewer.stop({ reason }), doctor.runs(), doctor.start({ reason })]) {
    await expect(call).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
})

it('another organisation’s run is answered exactly as an unknown one', async () => {
  await world.populate(2)
  const replica = world.replica()
  const { runId } = await callerOf(replica, 'admin').start({ reason })
  await ended(replica, runId)
  const other = callerOf(replica, 'admin', otherTenantId)
  const answers = [runId, '0192f000-0000-7000-8000-00000000dead'].map((id) => other.run({ id }).catch(String))
  const [foreign, unknown] = await Promise.all(answers)
  expect(foreign).toContain('There is no such prewarm run')
  expect(foreign).toBe(unknown)
  expect((await other.runs()).items).toEqual([])
})

describe('bad input is refused, naming the field, and nothing starts:', () => {
  it.each([
    ['start', { daysBack: 0 }, 'daysBack'],
    ['start', { daysBack: 366 }, 'daysBack'],
    ['start', { daysBack: 1.5 }, 'daysBack'],
    ['start', { batchSize: 501 }, 'batchSize'],
    ['start', { batchSize: '100' }, 'batchSize'],
    ['start', { delayBetweenBatches: -1 }, 'delayBetweenBatches'],
    ['start', { delayBetweenBatches: 60_001 }, 'delayBetweenBatches'],
    ['start', { maxUsers: 0 }, 'maxUsers'],
    ['start', { maxUsers: 1_000_001 }, 'maxUsers'],
    ['start', { maxUsers: Number.POSITIVE_INFINITY }, 'maxUsers'],
    ['start', { reason: ' ' }, 'reason'],
    ['start', { tenantId: otherTenantId }, 'tenantId'],
    ['start', { platform: true }, 'platform'],
    ['runs', { limit: 51 }, 'limit'],
    ['runs', { tenantId: otherTenantId }, 'tenantId'],
    ['run', { id: 'x' }, 'id'],
    ['run', { id: '0192f000-0000-7000-8000-00000000dead', cursor: 'abc' }, 'cursor'],
    ['run', { id: '0192f000-0000-7000-8000-00000000dead', limit: 1e9 }, 'limit'],
    ['run', {}, 'id'],
  ] as const)('%s with %j', async (name, given, field) => {
    const replica = world.replica()
    const input: object = name === 'start' ? { reason, ...given } : given
    const error = await Reflect.apply(callerOf(replica, 'admin')[name], undefined, [input]).catch(
      (fault: unknown) => fault,
    )
    expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining(field) })
    expect((await replica.desk.runs({ tenantId, platform: true }, 10)).items).toEqual([])
  })
})
