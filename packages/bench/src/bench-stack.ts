import { dirname } from 'node:path'
import { readStackFile, type StackFile } from '@rollcall/stack/stack-file'
import { type ProductionStack, startProductionStack } from '@rollcall/testing/production-stack'
import { createApi } from './api.js'

export type ServiceName = 'authService' | 'userService' | 'chatService'

/** A production stack of this run's own, with the ten demo users and nothing else. */
export interface BenchStack extends StackFile {
  /** Of every demo user. */
  password: string
  /** Another session of the demo administrator; its token lives five minutes. */
  api: (service: ServiceName) => ReturnType<typeof createApi>
}

/** Runs `work` on a fresh stack and removes it afterwards, whatever happens. */
export async function withStack<T>(env: Record<string, string>, work: (stack: BenchStack) => Promise<T>): Promise<T> {
  const started: ProductionStack = await startProductionStack({ env })
  try {
    const file = await readStackFile(dirname(started.stackFile))
    if (!file) throw new Error(`${started.stackFile} is not there`)
    const api = (service: ServiceName) =>
      createApi({ authUrl: file.authService.url, serviceUrl: file[service].url, password: started.demoPassword })
    return await work({ ...file, password: started.demoPassword, api })
  } finally {
    await started.stop()
  }
}
