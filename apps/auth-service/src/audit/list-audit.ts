import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { limitSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { auditFilterShape, resolveFilter } from './audit-filter.js'
import { type AuditItem, type AuditRow, toAuditItems } from './audit-item.js'
import { readTrail, type TrailPlace } from './read-trail.js'

const inputSchema = strictInput({ ...auditFilterShape, limit: limitSchema(200).default(50), cursor: cursorInput })
const placeCursor = createCursor(
  z.object({
    at: z.iso.datetime(),
    kind: z.enum(['change', 'operation']),
    position: z.string().regex(/^-?\d{1,19}$/),
  }),
)
/** A filter that fits hardly any row is looked for this far in one call; the cursor goes on from there. */
const windowsAtOnce = 4

/** The organisation's trail: changes of users and operations in one list, newest first. */
export const createListAudit = (pool: Pool) =>
  personProcedure('audit.read')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<{ items: AuditItem[]; nextCursor: string | null }> => {
      const { limit, cursor = null, ...given } = input
      const { tenantId } = ctx.person
      const filter = await resolveFilter(pool, tenantId, given)
      const rows: AuditRow[] = []
      let after: TrailPlace | null = cursor ? placeCursor.decode(cursor) : null
      for (let window = 0; window < windowsAtOnce && rows.length < limit; window += 1) {
        const page = await readTrail(pool, { tenantId, filter, after, limit: limit - rows.length })
        rows.push(...page.rows)
        after = page.next
        if (after === null) break
      }
      return { items: await toAuditItems(pool, tenantId, rows), nextCursor: after && placeCursor.encode(after) }
    })
