import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { BenchStack } from '../bench-stack.js'
import { percentiles, rounded } from '../percentiles.js'
import type { OpenConsole } from './open-console.js'

const userSchema = z.object({ id: z.string(), version: z.number() })
const pauseMs = 500
// A token lives five minutes.
const signInEveryMs = 240_000

/** Megabytes that a tab on the Overview holds after a collection, minute by minute, while people change all the time. */
export async function measureTab(stack: BenchStack, { page }: OpenConsole, minutes: number) {
  await page.goto('/')
  await page.locator('main h1').first().waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  const readHeap = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    return rounded(usedSize / 1e6)
  }
  const megabytes: number[] = []
  let edits = 0
  let api = await stack.api('authService')
  let signedInAt = performance.now()
  let user = await api.mutate(userSchema, 'users.create', {
    email: `tab-${Date.now()}@rollcall.test`,
    firstName: 'Tab',
    lastName: 'Memory',
    role: 'nurse',
  })
  for (let minute = 0; minute < minutes; minute++) {
    const until = performance.now() + 60_000
    while (performance.now() < until) {
      if (performance.now() - signedInAt > signInEveryMs) {
        api = await stack.api('authService')
        signedInAt = performance.now()
      }
      const changes = { lastName: `Memory ${edits++}` }
      user = await api.mutate(userSchema, 'users.update', { id: user.id, expectedVersion: user.version, changes })
      await delay(pauseMs)
    }
    megabytes.push(await readHeap())
  }
  // The first minutes fill what is kept on purpose: histories of bounded length, answers of queries.
  const filled = Math.min(10, Math.floor(minutes / 3))
  const early = percentiles(megabytes.slice(filled, filled + 10)).p50
  const late = percentiles(megabytes.slice(-10)).p50
  return {
    minutes,
    edits,
    first: megabytes[0] ?? 0,
    early,
    late,
    growth: rounded(late / early),
    byMinute: megabytes.join(' '),
  }
}
