import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createHttpServer } from './http.js'
import { createLogger } from './logger.js'
import { createMetrics } from './metrics.js'
import { personProcedure, router } from './trpc.js'

const caller = {
  kind: 'user' as const,
  userId: '0192f000-0000-7000-8000-000000000002',
  tenantId: '0192f000-0000-7000-8000-000000000001',
  sessionId: '0192f000-0000-7000-8000-000000000003',
  role: 'doctor',
  mustChangePassword: false,
  twoFactorRequired: false,
  platform: false,
}

async function startServer() {
  let closing = false
  const appRouter = router({
    slow: personProcedure(null).query(() => sleep(300, 'done')),
    watch: personProcedure(null).subscription(async function* ({ signal }) {
      yield 'first'
      await sleep(60_000, undefined, { ...(signal && { signal }) }).catch(() => {})
    }),
  })
  const server = await createHttpServer({
    appRouter,
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
    lifecycle: { onClose: () => {}, isClosing: () => closing, close: async () => {} },
    portalUrls: [],
    verifyToken: async () => caller,
    readiness: [],
  })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const close = async () => {
    closing = true
    const startedAt = performance.now()
    await server.close()
    return performance.now() - startedAt
  }
  const ask = (path: string, accept = 'application/json') =>
    fetch(`${url}/trpc/${path}`, { headers: { authorization: 'Bearer token', accept } })
  return { ask, close }
}

it('closing ends live streams instead of waiting for them', async () => {
  const { ask, close } = await startServer()
  const stream = await ask('watch', 'text/event-stream')
  const reader = stream.body?.getReader()
  await reader?.read()
  expect(await close()).toBeLessThan(2000)
  await reader?.cancel().catch(() => {})
})

it('closing lets a request in work finish, and does not wait for its kept-alive connection', async () => {
  const { ask, close } = await startServer()
  const answer = ask('slow')
  await sleep(100)
  const closed = close()
  expect(await (await answer).json()).toEqual({ result: { data: 'done' } })
  expect(await closed).toBeLessThan(2000)
})
