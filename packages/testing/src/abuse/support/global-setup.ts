import type { TestProject } from 'vitest/node'
import { startProductionStack } from '../../production-stack.js'

declare module 'vitest' {
  interface ProvidedContext {
    stackFile: string
  }
}

/** One running installation for all files: a production stack of our own, or the one that ROLLCALL_STACK_FILE names. */
export default async function prepareStack(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.ROLLCALL_STACK_FILE
  if (given) {
    project.provide('stackFile', given)
    return undefined
  }
  const stack = await startProductionStack({ env: { SIGN_IN_LIMIT_PER_MINUTE: '60' } })
  project.provide('stackFile', stack.stackFile)
  return stack.stop
}
