import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createApplyImport } from './procedures/apply-import.js'
import { createCancelImport } from './procedures/cancel-import.js'
import { createCheckImport } from './procedures/check-import.js'
import { createListImports } from './procedures/list-imports.js'
import { createListRows } from './procedures/list-rows.js'
import { createReadHead } from './procedures/read-head.js'
import { createReadImport } from './procedures/read-import.js'

/** `users.import.*`: what becomes of a file once POST /users/import has taken it. `wake` tells the runner of work. */
export const createImportsRouter = ({ pool, wake }: { pool: Pool; wake: () => void }) =>
  router({
    list: createListImports(pool),
    run: createReadImport(pool),
    head: createReadHead(pool),
    rows: createListRows(pool),
    check: createCheckImport(pool, wake),
    begin: createApplyImport(pool, wake),
    cancel: createCancelImport(pool),
  })
