import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { BenchStack } from '../bench-stack.js'
import { percentiles, rounded } from '../percentiles.js'
import type { OpenConsole } from './open-console.js'

const userSchema = z.object({ id: z.string(), version: z.number(), lastName: z.string() })
const pauseMs = 500
const followsMs = 15_000
// A token lives five minutes.
const signInEveryMs = 240_000

/**
 * Megabytes and nodes that a tab on the Overview holds after a collection, minute by minute, while people change all the
 * time. Nodes are counted beside the heap, which knows nothing of those that were taken out of the page and still held.
 */
export async function measureTab(stack: BenchStack, { page }: OpenConsole, minutes: number) {
  await page.goto('/')
  await page.locator('main h1').first().waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  const read = async () => {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const counters = await session.send('Memory.getDOMCounters')
    return { megabytes: rounded(usedSize / 1e6), nodes: counters.nodes }
  }
  const byMinute: Awaited<ReturnType<typeof read>>[] = []
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
    // A tab that no longer follows would hold little.
    await page.locator('main').getByText(user.lastName, { exact: false }).first().waitFor({ timeout: followsMs })
    byMinute.push(await read())
  }
  // The first minutes fill what is kept on purpose: histories of bounded length, answers of queries.
  const filled = Math.min(10, Math.floor(minutes / 3))
  // Two spans that share no minute, or a leak would stand on both sides.
  const span = Math.max(1, Math.min(10, Math.floor((minutes - filled) / 2)))
  const compare = (of: readonly number[]) => {
    const early = percentiles(of.slice(filled, filled + span)).p50
    const late = percentiles(of.slice(-span)).p50
    return { first: of[0] ?? 0, early, late, growth: rounded(late / early) }
  }
  const megabytes = byMinute.map((minute) => minute.megabytes)
  const nodes = compare(byMinute.map((minute) => minute.nodes))
  return { minutes, edits, ...compare(megabytes), nodes, byMinute: megabytes.join(' ') }
}
