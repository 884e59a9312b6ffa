import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createReadSeals } from '../seals/seal-figures.js'
import { createListAudit } from './list-audit.js'

/** `audit.*`: who did what. The same as CSV comes from /audit/export. */
export const createAuditRouter = (pool: Pool, system: Pool) =>
  router({
    list: createListAudit(pool),
    seals: createReadSeals(system),
  })
