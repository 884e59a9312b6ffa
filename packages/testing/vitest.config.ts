import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Workspace packages are taken from their sources. Vitest hands these conditions to Node as well, which adds its own
// by the kind of import: naming "import" here would give require() the ES module of a dual package.
const conditions = ['rollcall-source', 'node', 'default']

export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['{apps,packages}/*/src/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/generated/**'],
    globalSetup: [fileURLToPath(new URL('src/global-setup.ts', import.meta.url))],
    pool: 'forks',
    // The default leaves one core to itself, which is half of a small machine.
    maxWorkers: availableParallelism(),
    testTimeout: 20_000,
    hookTimeout: 40_000,
    teardownTimeout: 20_000,
    passWithNoTests: false,
    reporters: ['default'],
  },
})
