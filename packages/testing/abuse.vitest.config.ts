import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By name: what uses a limit up comes last. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => one.moduleId.localeCompare(other.moduleId))
  }
}

const conditions = ['rollcall-source', 'node', 'default']

// One file after the other: they share one running installation, and its limits.
export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/testing/src/abuse/*.abuse.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: [fileURLToPath(new URL('src/abuse/support/global-setup.ts', import.meta.url))],
    sequence: { sequencer: ByName },
    fileParallelism: false,
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 40_000,
    teardownTimeout: 60_000,
    passWithNoTests: false,
    reporters: ['default'],
  },
})
