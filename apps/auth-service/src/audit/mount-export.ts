import { Readable } from 'node:stream'
import { AppError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { inTenant, iterateInTenant } from '@rollcall/service-kit/tenant-scope'
import type { Person, TokenVerifier } from '@rollcall/service-kit/tokens'
import { personProcedure, router } from '@rollcall/service-kit/trpc'
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
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
/** Several actions come one by one, or separated by commas. */
const splitNames = (given: unknown) =>
  given === undefined ? undefined : [given].flat().flatMap((names) => String(names).split(','))
const querySchema = z.strictObject({
  ...auditFilterShape,
  actions: z.preprocess(splitNames, auditFilterShape.actions),
})

/** GET /audit/export: the trail as CSV, page by page, with the filters of `audit.list`. Ends when the client leaves. */
export function mountAuditExport(
  server: FastifyInstance,
  deps: { pool: Pool; logger: Logger; verifyToken: TokenVerifier },
): void {
  const { pool, logger, verifyToken } = deps
  // Through the procedures' own gate: whatever a person has to pass there is passed here.
  const gate = router({ person: personProcedure('audit.export').query(({ ctx }) => ctx.person) })

  const admit = async (request: FastifyRequest): Promise<Person> => {
    const authenticate = async () => {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
      if (!token) throw new AppError('UNAUTHENTICATED', 'Sign in first.')
      return verifyToken(token)
    }
    const context = { requestId: request.id, traceparent: null, logger, authenticate }
    return gate
      .createCaller(context)
      .person()
      .catch((error: unknown) => {
        throw error instanceof Error && error.cause instanceof AppError ? error.cause : error
      })
  }

  server.get('/audit/export', async (request, reply) => {
    const person = await admit(request)
    const filter = parseFilter(request.query)
    const { search, ...details } = filter
    const { tenantId } = person
    const entry = {
      ...entryBy({ person, requestId: request.id }, { action: 'audit.exported', details }),
      // What was searched for may be somebody's name.
      ...(search ? { personal: { search } } : {}),
    }
    await inTenant(tenantId, () => recordAudit(pool, entry))
    const day = new Date().toISOString().slice(0, 10)
    reply.header('content-type', 'text/csv; charset=utf-8')
    reply.header('content-disposition', `attachment; filename="audit-${day}.csv"`)
    return reply.send(Readable.from(iterateInTenant(tenantId, csvPages(pool, tenantId, filter)), { objectMode: false }))
  })
}

function parseFilter(query: unknown): AuditFilter {
  const parsed = querySchema.safeParse(query)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const message = fields.map((field) => `${field.path || 'query'}: ${field.message}`).join('; ')
  throw new AppError('BAD_INPUT', message, { fields })
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
