import { createOracle, type Oracle } from './oracle/oracle.js'
import { formatResult, hasPassed, type ScenarioResult } from './report.js'
import { runScenario } from './run-scenario.js'
import type { Scenario } from './scenario.js'
import { startWorld, type World } from './world/world.js'

interface Setting {
  world: World
  oracle: Oracle
}

const residents = 300
/** Worlds that can't be set up, one after the other: the next one can't be either. */
const maxBrokenWorlds = 2

/**
 * Runs the scenarios one after the other in one world, so that each also guards what the ones before it have written.
 * A world in which something went wrong, or that a scenario wants for itself, is thrown away after it.
 */
export async function runSuite(options: {
  scenarios: Scenario[]
  short: boolean
  signal: AbortSignal
  print: (line: string) => void
}): Promise<ScenarioResult[]> {
  const { scenarios, short, signal, print } = options
  const results: ScenarioResult[] = []
  let setting: Setting | undefined
  let brokenWorlds = 0
  const dispose = async () => {
    const old = setting
    setting = undefined
    await old?.world.stop()
  }
  try {
    for (const scenario of scenarios) {
      if (signal.aborted || brokenWorlds >= maxBrokenWorlds) break
      if (scenario.ownWorld) await dispose()
      try {
        setting ??= { world: await startWorld({ users: residents }), oracle: createOracle() }
        brokenWorlds = 0
        const result = await runScenario({ ...{ scenario, short, signal }, ...setting })
        print(formatResult(result))
        for (const problem of result.problems) print(`    ${problem}`)
        if (!hasPassed(result)) print(await setting.world.outputs())
        if (!hasPassed(result) || scenario.ownWorld) await dispose()
        else await setting.world.restore()
        results.push(result)
      } catch (error) {
        brokenWorlds += 1
        results.push(brokenResult(scenario, error))
        print(`✗ ${scenario.name}: ${error instanceof Error ? error.message : String(error)}`)
        await dispose()
      }
    }
  } finally {
    await dispose()
  }
  return results
}

function brokenResult({ name, fault }: Scenario, error: unknown): ScenarioResult {
  const problems = [`the world could not be set up or mended: ${String(error)}`]
  return {
    ...{ name, fault, problems, notes: [], seconds: 0, healSeconds: null },
    ...{ acknowledged: 0, lost: 0, unexpected: 1, doubled: 0 },
  }
}
