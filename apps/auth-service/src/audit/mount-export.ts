import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { TokenVerifier } from '@rollcall/service-kit/tokens'
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { mountCsvExport, splitList } from '../exports/mount-csv-export.js'
import { type AuditFilter, auditFilterShape, resolveFilter } from './audit-filter.js'
import { type AuditItem, toAuditItems } from './audit-item.js'
import { entryBy } from './entry-by.js'
import { readTrail, type TrailPlace } from './read-trail.js'
import { recordAudit } from './record-audit.js'

const pageRows = 1000
const header = [
  ...['time', 'kind', 'action', 'outcome', 'actor kind', 'actor id', 'actor name', 'target kind', 'target id'],
  ...['target name', 'reason', 'correlation id', 'details', 'changes'],
]
const querySchema = z.strictObject({
  ...auditFilterShape,
  actions: z.preprocess(splitList, auditFilterShape.actions),
})

/** GET /audit/export: the trail as CSV, with the filters of `audit.list`. */
export function mountAuditExport(
  server: FastifyInstance,
  deps: { pool: Pool; logger: Logger; verifyToken: TokenVerifier },
): void {
  const { pool } = deps
  mountCsvExport<AuditFilter>(server, deps, {
    path: '/audit/export',
    permission: 'audit.export',
    querySchema,
    name: 'audit',
    begin: async (doer, filter) => {
      const { search, ...details } = filter
      // What was searched for may be somebody's name.
      const personal = search ? { personal: { search } } : {}
      await recordAudit(pool, { ...entryBy(doer, { action: 'audit.exported', details }), ...personal })
      return csvPages(pool, doer.person.tenantId, filter)
    },
  })
}
async function* csvPages(pool: Pool, tenantId: string, given: AuditFilter): AsyncGenerator<string> {
  const filter = await resolveFilter(pool, tenantId, given)
  // A spreadsheet takes the file for UTF-8 by its first bytes.
  yield stringify([header], { bom: true })
  let after: TrailPlace | null = null
  do {
    const page: Awaited<ReturnType<typeof readTrail>> = await readTrail(pool, {
      tenantId,
      filter,
      after,
      limit: pageRows,
    })
    const items = await toAuditItems(pool, tenantId, page.rows)
    // A cell that begins like a formula must not be one.
    if (items.length > 0) yield stringify(items.map(toCells), { escape_formulas: true })
    after = page.next
  } while (after !== null)
}

function toCells({ at, kind, action, outcome, actor, target, reason, correlationId, details, changes }: AuditItem) {
  return [
    ...[at, kind, action, outcome, actor.kind, actor.id, actor.name ?? '', target?.kind ?? '', target?.id ?? ''],
    ...[
      target?.name ?? '',
      reason ?? '',
      correlationId,
      JSON.stringify(details),
      changes ? JSON.stringify(changes) : '',
    ],
  ]
}
