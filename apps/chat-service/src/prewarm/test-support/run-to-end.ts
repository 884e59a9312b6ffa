import { setTimeout as sleep } from 'node:timers/promises'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import type { PrewarmOptions, PrewarmRun } from '../prewarm-run.js'
import { ownScope, type PrewarmReplica, platformScope, tenantId } from './prewarm-world.js'

/** Starts a run over the tests' organisation; answers its id. */
export async function startRun({ desk }: PrewarmReplica, options: Partial<PrewarmOptions> = {}): Promise<string> {
  return (await desk.start({ tenantId, startedBy: 'a person', options })).runId
}

/** A run, and up to 200 of its failures, as a person of `scope` sees it. */
export function lookAt({ desk }: PrewarmReplica, id: string, scope = ownScope) {
  return inTenant(scope.tenantId, () => desk.run(scope, { id, limit: 200 }))
}

/** Waits until the run is over. */
export function ended(replica: PrewarmReplica, id: string, scope = ownScope): Promise<PrewarmRun> {
  return whenEnded(async () => (await lookAt(replica, id, scope)).run)
}

/** The newest run of all, once there is one and it is over. */
export function newestEnded({ desk }: PrewarmReplica): Promise<PrewarmRun> {
  return whenEnded(async () => (await desk.runs(platformScope, 1)).items[0])
}

async function whenEnded(look: () => Promise<PrewarmRun | undefined>): Promise<PrewarmRun> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const run = await look()
    if (run && run.state !== 'running') return run
    if (Date.now() > deadline) throw new Error(`no end in time: ${JSON.stringify(run)}`)
    await sleep(20)
  }
}
