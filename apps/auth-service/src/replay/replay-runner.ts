import { setTimeout as delay } from 'node:timers/promises'
import type { EventBus, EventPublisher, QueueInspector } from '@rollcall/event-bus/port'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createRunCarrier, type RunCarrier } from '@rollcall/service-kit/run-carrier'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { noteRunFault } from '../runs/note-run-fault.js'
import { type RunningReplay, sendReplayPage } from './send-page.js'

export interface ReplayRunnerOptions {
  pool: Pool
  bus: EventBus
  inspector: QueueInspector
  logger: Logger
  everyMs?: number
}

const waitMs = 250

/** Carries replays out. All of them side by side, so that one whose queue is paused keeps none waiting. */
export function createReplayRunner({ pool, bus, inspector, logger, everyMs }: ReplayRunnerOptions): RunCarrier {
  // Opened with the first run: most of the time there is none.
  let publisher: EventPublisher | undefined

  const carry = async ({ id }: { id: string }, halted: AbortSignal) => {
    publisher ??= bus.createPublisher()
    let run = await readRunning(pool, id)
    let told: string | null = null
    while (run && !halted.aborted) {
      const result = await sendReplayPage({ pool, publisher, inspector }, run)
      if (result.state === 'ended') return
      if (result.state === 'sent') {
        run = { ...run, lastPosition: result.lastPosition }
        told = null
        continue
      }
      const { rowCount } = await pool.query(
        `UPDATE replay_run SET error = $2 WHERE id = $1 AND state = 'running' AND $3`,
        [id, result.reason, told !== result.reason],
      )
      if (rowCount === 0 && !(await readRunning(pool, id))) return
      told = result.reason
      await delay(waitMs, undefined, { signal: halted }).catch(() => {})
    }
  }

  const carrier = createRunCarrier({
    ...{ pool, logger, everyMs, kind: 'replay', carry },
    find: () => findRunning(pool),
    isTransient: (error) => isTransientFault(error) || /not connected|timed out/i.test(describeError(error)),
    noteFault: ({ id }, fault) => noteRunFault(pool, 'replay', id, fault),
  })
  return {
    ...carrier,
    stop: async () => {
      await carrier.stop()
      await publisher?.close()
    },
  }
}

async function findRunning(pool: Pool): Promise<{ id: string }[]> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM replay_run WHERE state = 'running'`)
  return rows
}

async function readRunning(pool: Pool, id: string): Promise<RunningReplay | undefined> {
  const { rows } = await pool.query<RunningReplay>(
    `SELECT id, tenant_id AS "tenantId", subscriber, scope, last_position::text AS "lastPosition",
       until_position::text AS "untilPosition" FROM replay_run WHERE id = $1 AND state = 'running'`,
    [id],
  )
  return rows[0]
}
