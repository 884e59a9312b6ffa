import { setTimeout as delay } from 'node:timers/promises'
import type { EventBus, EventPublisher, QueueInspector } from '@rollcall/event-bus/port'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { type RunningReplay, sendReplayPage } from './send-page.js'

export interface ReplayRunner {
  start: () => void
  /** Finishes the page at hand. Another replica, or the next start, goes on. */
  stop: () => Promise<void>
  /** There is a new run. */
  wake: () => void
}

export interface ReplayRunnerOptions {
  pool: Pool
  bus: EventBus
  inspector: QueueInspector
  logger: Logger
  /** How often runs are looked for without a hint, such as those that a killed replica left behind. */
  everyMs?: number
}

const waitMs = 250

/** Carries replays out, on whichever replica gets hold of them first; a run has one replica at a time. */
export function createReplayRunner(options: ReplayRunnerOptions): ReplayRunner {
  const { pool, bus, inspector, logger, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  // Runs of different subscribers go on side by side, so that one whose queue is paused keeps none waiting.
  const carried = new Map<string, Promise<void>>()
  let stopping = new AbortController()
  let looping: Promise<void> = Promise.resolve()
  // Opened with the first run: most of the time there is none.
  let publisher: EventPublisher | undefined

  const loop = async () => {
    while (!stopping.signal.aborted) {
      for (const run of await findRunning(pool).catch(() => [])) {
        if (!carried.has(run.id))
          carried.set(
            run.id,
            carry(run).finally(() => carried.delete(run.id)),
          )
      }
      await wakeUp.wait(everyMs)
    }
  }

  const carry = async (run: RunningReplay) => {
    await withAdvisoryLock(pool, `replay.${run.id}`, async (lost) => {
      const found = await reread(pool, run)
      if (found) await sendAll(found, lost)
    }).catch((error: unknown) => noteFault(run, error).catch(() => {}))
  }

  const sendAll = async (started: RunningReplay, lost: AbortSignal) => {
    publisher ??= bus.createPublisher()
    let run = started
    let told: string | null = null
    while (!stopping.signal.aborted && !lost.aborted) {
      const result = await sendReplayPage({ pool, publisher, inspector }, run)
      if (result.state === 'ended') return
      if (result.state === 'sent') {
        run = { ...run, lastPosition: result.lastPosition }
        told = null
        continue
      }
      const { rowCount } = await pool.query(
        `UPDATE replay_run SET error = $2 WHERE id = $1 AND state = 'running' AND $3`,
        [run.id, result.reason, told !== result.reason],
      )
      if (rowCount === 0 && !(await isRunning(pool, run.id))) return
      told = result.reason
      await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  /** What is away comes back: the next look goes on. Anything else would fail the same way again. */
  const noteFault = async (run: RunningReplay, error: unknown) => {
    const transient = isTransientFault(error) || /not connected|timed out/i.test(describeError(error))
    logger.warn({ err: describeError(error), replayId: run.id, transient }, 'a replay was interrupted')
    const sentence = transient
      ? 'The bus or the database does not answer. The replay goes on once it does.'
      : 'Something went wrong on our side; the log of auth-service says what.'
    await pool.query(
      `UPDATE replay_run SET error = $2, state = CASE WHEN $3 THEN state ELSE 'failed' END,
         ended_at = CASE WHEN $3 THEN NULL ELSE now() END
       WHERE id = $1 AND state = 'running'`,
      [run.id, sentence, transient],
    )
    if (transient) {
      await delay(1000, undefined, { signal: stopping.signal }).catch(() => {})
      wakeUp.signal()
    }
  }

  return {
    wake: wakeUp.signal,
    start: () => {
      stopping = new AbortController()
      looping = loop()
    },
    stop: async () => {
      stopping.abort()
      wakeUp.signal()
      await looping
      await Promise.all(carried.values())
      await publisher?.close()
    },
  }
}

const runColumns = `id, tenant_id AS "tenantId", subscriber, scope, last_position::text AS "lastPosition",
  until_position::text AS "untilPosition"`

async function findRunning(pool: Pool): Promise<RunningReplay[]> {
  const { rows } = await pool.query<RunningReplay>(`SELECT ${runColumns} FROM replay_run WHERE state = 'running'`)
  return rows
}

/** How far it is now: another replica may have had it since it was found. */
async function reread(pool: Pool, { id }: RunningReplay): Promise<RunningReplay | undefined> {
  const { rows } = await pool.query<RunningReplay>(
    `SELECT ${runColumns} FROM replay_run WHERE id = $1 AND state = 'running'`,
    [id],
  )
  return rows[0]
}

async function isRunning(pool: Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(`SELECT FROM replay_run WHERE id = $1 AND state = 'running'`, [id])
  return rowCount === 1
}
