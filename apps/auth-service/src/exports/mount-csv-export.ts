import { Readable } from 'node:stream'
import { AppError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Permission } from '@rollcall/service-kit/permissions'
import { inTenant, iterateInTenant } from '@rollcall/service-kit/tenant-scope'
import type { TokenVerifier } from '@rollcall/service-kit/tokens'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Doer } from '../audit/entry-by.js'
import { createGate } from '../sign-in/create-gate.js'

export interface CsvExport<Query> {
  /** Such as `/audit/export`. */
  path: string
  /** POST: what is asked for is longer than an address may be, and stands in the body as JSON. */
  method?: 'GET' | 'POST'
  permission: Permission
  querySchema: z.ZodType<Query>
  /** The file's name, to which the day is added. */
  name: string
  /** Whatever is refused is refused here, before the first byte; the lines are made as the client takes them. */
  begin: (doer: Doer, query: Query) => Promise<AsyncIterable<string>>
}

/** `path` answers CSV, page by page, for whoever the procedures would let in. Ends when the client leaves. */
export function mountCsvExport<Query>(
  server: FastifyInstance,
  deps: { logger: Logger; verifyToken: TokenVerifier },
  { path, method = 'GET', permission, querySchema, name, begin }: CsvExport<Query>,
): void {
  const admit = createGate(permission, deps)
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const person = await admit(request)
    const query = parseQuery(querySchema, method === 'GET' ? request.query : request.body)
    const { tenantId } = person
    const lines = await inTenant(tenantId, () => begin({ person, requestId: request.id }, query))
    const day = new Date().toISOString().slice(0, 10)
    reply.header('content-type', 'text/csv; charset=utf-8')
    reply.header('content-disposition', `attachment; filename="${name}-${day}.csv"`)
    return reply.send(Readable.from(iterateInTenant(tenantId, lines), { objectMode: false }))
  }
  server.route({ method, url: path, handler })
}

function parseQuery<Query>(schema: z.ZodType<Query>, query: unknown): Query {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const message = fields.map((field) => `${field.path || 'query'}: ${field.message}`).join('; ')
  throw new AppError('BAD_INPUT', message, { fields })
}

/** Several come one by one, or separated by commas. */
export const splitList = (given: unknown) =>
  given === undefined ? undefined : [given].flat().flatMap((names) => String(names).split(','))
