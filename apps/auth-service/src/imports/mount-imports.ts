import { Readable } from 'node:stream'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, strictInput } from '@rollcall/service-kit/input'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { inTenant, iterateInTenant } from '@rollcall/service-kit/tenant-scope'
import type { TokenVerifier } from '@rollcall/service-kit/tokens'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { createGate } from '../sign-in/create-gate.js'
import { csvOfNotApplied, downloadLanguages } from './csv-of-not-applied.js'
import { importIdSchema, readImport } from './import-run.js'
import { maxFileBytes } from './limits.js'
import { encodings } from './reading/decode-text.js'
import { separators } from './reading/find-separator.js'
import { receiveFile } from './receive-file.js'
import { refuseFile } from './refuse-file.js'

const sentSchema = strictInput({
  name: z.string().max(255, 'expected at most 255 characters').optional(),
  encoding: choiceSchema(encodings).optional(),
  separator: choiceSchema(separators).optional(),
})
const askedSchema = strictInput({ language: choiceSchema(downloadLanguages).default('en') })
const pathSchema = z.object({ id: importIdSchema })

/**
 * POST /users/import takes a file as it is, never held in memory, and answers the import's id. GET
 * /users/import/:id/not-applied gives back the rows that were not applied, with what is wrong with each.
 */
export function mountImports(
  server: FastifyInstance,
  deps: { pool: Pool; system: Pool; logger: Logger; verifyToken: TokenVerifier },
): void {
  const { pool, system } = deps
  const admit = createGate('users.write', deps)
  // The stream itself: whoever reads it says when it is too long.
  server.addContentTypeParser('text/csv', (_, payload, done) => done(null, payload))

  server.post(
    '/users/import',
    { bodyLimit: maxFileBytes, config: { takes: 'text/csv' }, exposeHeadRoute: false },
    async (request) => {
      const person = await admit(request)
      const { name = null, ...how } = parse(sentSchema, request.query)
      if (Number(request.headers['content-length'] ?? 0) > maxFileBytes) throw refuseFile('too_large')
      if (!(request.body instanceof Readable)) throw refuseFile('empty')
      // Its end must not be the connection's: the answer still has to leave.
      const bytes = request.body.iterator({ destroyOnReturn: false })
      const file = { bytes, name: name && toFileName(name), ...how }
      const id = await receiveFile({ pool, system }, person, file).catch((error: unknown) => {
        if (request.raw.errored) throw new AppError('BAD_INPUT', 'The file broke off on its way. Send it again.')
        passOver(request.raw)
        throw error
      })
      return { id }
    },
  )

  server.get('/users/import/:id/not-applied', async (request, reply) => {
    const person = await admit(request)
    const { id } = parse(pathSchema, request.params)
    const { language } = parse(askedSchema, request.query)
    const { tenantId } = person
    const run = await inTenant(tenantId, () => readImport(pool, tenantId, id))
    reply.header('content-type', 'text/csv; charset=utf-8')
    reply.header('content-disposition', `attachment; filename="import-not-applied-${id.slice(-12)}.csv"`)
    return reply.send(
      Readable.from(iterateInTenant(tenantId, csvOfNotApplied(pool, run, language)), { objectMode: false }),
    )
  })
}

/** Reads on what was refused: whoever still sends would not hear why. Not for ever. */
function passOver(source: Readable): void {
  let left = maxFileBytes
  source.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) source.destroy()
  })
}

function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new AppError('BAD_INPUT', fields.map(({ path, message }) => `${path || 'query'}: ${message}`).join('; '), {
    fields,
  })
}

/** What a page shows as a name: one line, and no path. */
const toFileName = (text: string) => text.replace(/^.*[\\/]/s, '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
