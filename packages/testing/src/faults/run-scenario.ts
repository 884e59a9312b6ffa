import { setTimeout as sleep } from 'node:timers/promises'
import { createSqlWriter } from './load/sql-writer.js'
import type { Oracle } from './oracle/oracle.js'
import { readRoad } from './oracle/read-stores.js'
import { settle } from './oracle/settle.js'
import type { ScenarioResult } from './report.js'
import type { Scenario, Stage } from './scenario.js'
import type { World } from './world/world.js'

/** What may pass between the end of a fault and equality: checks.md's figure. */
export const healLimitSeconds = 60
const defaultLimitMs = 180_000

/**
 * Injects one fault, then waits until the world is whole again and counts what isn't. Every counted thing has a
 * sentence in `problems`. Never rejects.
 */
export async function runScenario(options: {
  scenario: Scenario
  world: World
  oracle: Oracle
  short: boolean
  signal: AbortSignal
}): Promise<ScenarioResult> {
  const { scenario, world, oracle, short } = options
  const startedAt = Date.now()
  const before = { acknowledged: oracle.total(), ...(await readRoad(world)) }
  const timeUp = AbortSignal.timeout(scenario.limitMs ?? defaultLimitMs)
  const signal = AbortSignal.any([options.signal, timeUp])
  const problems: string[] = []
  const notes: string[] = []
  let healedAt = 0
  const stage: Stage = {
    ...{ world, oracle, short, signal },
    healed: () => {
      healedAt = Date.now()
    },
    expect: (holds, what) => {
      if (!holds) problems.push(what)
    },
    note: (figure) => notes.push(figure),
  }
  await runWithin(scenario, stage).catch((error: unknown) => {
    problems.push(`it broke off: ${describeFully(error)}`)
  })
  if (healedAt === 0) healedAt = Date.now()
  // One write after the fault: equality alone could be that of a road on which nothing moves any more.
  await createSqlWriter(world, oracle)
    .insertOne('After the fault')
    .catch((error: unknown) => problems.push(`nothing can be written after it: ${describeFully(error)}`))
  const settled = await settle({
    ...{ world, oracle, signal: options.signal },
    since: healedAt,
    limitMs: healLimitSeconds * 1000,
  })
  const after = await readRoad(world).catch(() => ({ superseded: before.superseded }))
  return {
    ...{ name: scenario.name, fault: scenario.fault, notes },
    acknowledged: oracle.total() - before.acknowledged,
    lost: settled.lost,
    unexpected: settled.unexpected + problems.length,
    doubled: Math.max(0, after.superseded - before.superseded),
    healSeconds: settled.healSeconds,
    seconds: (Date.now() - startedAt) / 1000,
    problems: [...problems, ...settled.examples],
  }
}

/** A scenario whose time is over is left behind; its world is thrown away then. */
async function runWithin(scenario: Scenario, stage: Stage): Promise<void> {
  const running = scenario.run(stage)
  running.catch(() => undefined)
  const cancel = new AbortController()
  const timeUp = (async () => {
    while (!stage.signal.aborted) await sleep(100, undefined, { signal: cancel.signal })
    throw new Error('its time was over')
  })()
  timeUp.catch(() => undefined)
  await Promise.race([running, timeUp]).finally(() => cancel.abort())
}

function describeFully(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message} (${describeFully(error.cause)})`
}
