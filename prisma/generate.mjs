// Generates one database's Prisma client without downloading an engine: `generate` never runs the schema engine,
// it only insists that a path to one is named.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const database = process.argv[2]
const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')

execFileSync(process.execPath, [cli, 'generate', '--no-hints', '--schema', join(here, database, 'schema.prisma')], {
  stdio: 'inherit',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
})
