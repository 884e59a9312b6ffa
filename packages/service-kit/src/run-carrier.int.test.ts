import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from './errors.js'
import { createLogger } from './logger.js'
import { createRunCarrier, type RunCarrier, type RunCarrierOptions } from './run-carrier.js'

interface Run {
  id: string
}
const logger = createLogger({ service: 'test', level: 'silent' })
let db: TestDatabase
let open: Set<string>
let started: RunCarrier[]
beforeAll(async () => {
  db = await createTestDatabase('auth')
})
afterAll(() => db.drop())
beforeEach(() => {
  open = new Set()
  started = []
})
afterEach(() => Promise.all(started.map((carrier) => carrier.stop())))

/** A replica that carries what is in `open`; everything else as the test wants it. */
function startCarrier(options: Partial<RunCarrierOptions<Run>> & Pick<RunCarrierOptions<Run>, 'carry'>) {
  const carrier = createRunCarrier<Run>({
    ...{ pool: db.pool, logger, kind: 'test', everyMs: 20 },
    find: async () => [...open].map((id) => ({ id })),
    noteFault: async () => {},
    ...options,
  })
  started.push(carrier)
  carrier.start()
  return carrier
}
const untilHalted = (halted: AbortSignal) =>
  new Promise<void>((resolve) => halted.addEventListener('abort', () => resolve()))

describe('a run', () => {
  it('is carried by one of several replicas at a time, and ends once', async () => {
    const [at, done] = [new Map<string, number>(), new Map<string, number>()]
    let most = 0
    const carry = async ({ id }: Run) => {
      // Looked at again, as every carrier does: another may have had it since it was found.
      if (!open.has(id)) return
      at.set(id, (at.get(id) ?? 0) + 1)
      most = Math.max(most, at.get(id) ?? 0)
      await db.pool.query('SELECT pg_sleep(0.03)')
      at.set(id, (at.get(id) ?? 0) - 1)
      done.set(id, (done.get(id) ?? 0) + 1)
      open.delete(id)
    }
    for (const id of ['a', 'b', 'c']) open.add(id)
    for (const _ of [1, 2, 3]) startCarrier({ carry, pool: db.pool, maxSideBySide: 1 })
    await expect.poll(() => open.size, { timeout: 5000 }).toBe(0)
    expect(most).toBe(1)
    expect([...done.values()]).toEqual([1, 1, 1])
  })

  it('goes on after a fault, which is noted with whether it goes away by itself', async () => {
    open.add('a')
    const noted: boolean[] = []
    const faults = [new AppError('UNAVAILABLE', 'away'), new Error('broken')]
    startCarrier({
      carry: async ({ id }) => {
        const fault = faults.shift()
        if (fault) throw fault
        open.delete(id)
      },
      noteFault: async (_, { isTransient }) => {
        noted.push(isTransient)
      },
    })
    await expect.poll(() => open.size, { timeout: 5000 }).toBe(0)
    expect(noted).toEqual([true, false])
  })

  it('is told to halt when its connection dies, and is begun again', async () => {
    open.add('a')
    let begun = 0
    startCarrier({
      carry: async ({ id }, halted) => {
        begun += 1
        if (begun > 1) open.delete(id)
        else await untilHalted(halted)
      },
    })
    const killed = () =>
      db.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%' AND pid <> pg_backend_pid()`)
    await expect.poll(() => begun).toBe(1)
    await killed()
    await expect.poll(() => open.size, { timeout: 5000 }).toBe(0)
    expect(begun).toBe(2)
  })

  it('is halted and awaited when its carrier stops', async () => {
    open.add('a')
    let [begun, ended] = [false, false]
    const carrier = startCarrier({
      carry: async (_, halted) => {
        begun = true
        await untilHalted(halted)
        await db.pool.query('SELECT pg_sleep(0.02)')
        ended = true
      },
    })
    await expect.poll(() => begun).toBe(true)
    await carrier.stop()
    expect(ended).toBe(true)
  })
})

describe('room', () => {
  it('goes to the next as soon as one has ended, without waiting for the next look', async () => {
    for (const id of ['a', 'b', 'c', 'd']) open.add(id)
    const order: string[] = []
    startCarrier({
      ...{ maxSideBySide: 1, everyMs: 60_000 },
      carry: async ({ id }) => {
        order.push(id)
        open.delete(id)
      },
    })
    await expect.poll(() => order, { timeout: 5000 }).toEqual(['a', 'b', 'c', 'd'])
  })

  it('is not taken by a run that another replica has, nor is that asked for over and over', async () => {
    for (const id of ['a', 'b']) open.add(id)
    let holds = false
    startCarrier({
      find: async () => (open.has('a') ? [{ id: 'a' }] : []),
      carry: async (_, halted) => {
        holds = true
        await untilHalted(halted)
      },
    })
    await expect.poll(() => holds).toBe(true)
    const done: string[] = []
    let looks = 0
    startCarrier({
      ...{ maxSideBySide: 1, everyMs: 60_000 },
      find: async () => {
        looks += 1
        return [...open].map((id) => ({ id }))
      },
      carry: async ({ id }) => {
        done.push(id)
        open.delete(id)
      },
    })
    await expect.poll(() => done, { timeout: 5000 }).toEqual(['b'])
    expect(looks).toBeLessThan(5)
  })
})
