import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from './errors.js'
import { isNestedDeeper } from './json-depth.js'

export const maxBatchCalls = 20
const maxDepth = 32
const readMethods = new Set(['GET', 'HEAD'])
/** Of others tRPC can't even make a request: TRACE and CONNECT would end as faults of ours. */
const callMethods = new Set([...readMethods, 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])

/**
 * What no honest client sends is refused before any work: writes that another page sent, forms in place of JSON, huge
 * batches and deep nesting.
 */
export function addGuards(server: FastifyInstance, portalUrls: readonly string[]): void {
  const origins = portalUrls.map((url) => new URL(url).origin)
  server.addHook('onRequest', async (request) => {
    if (!callMethods.has(request.method)) throw Object.assign(new Error('no such method'), { statusCode: 405 })
    checkOrigin(request, origins)
    checkContentType(request)
    // By route and not by text: /%74rpc leads there too.
    if (request.routeOptions.url?.startsWith('/trpc')) checkCalls(request)
  })
  server.addHook('preValidation', async ({ body }) => {
    if (typeof body === 'string') checkDepth(body)
  })
}

/** Services and scripts send no Origin; a browser always does with a write, and `null` for what hides where it is from. */
function checkOrigin({ method, headers }: FastifyRequest, origins: readonly string[]): void {
  if (readMethods.has(method) || headers.origin === undefined || origins.includes(headers.origin)) return
  throw new AppError('FORBIDDEN', 'This request did not come from the console. Open the console and try again.')
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a route takes instead of JSON: a content type that no form of another page can send. */
    takes?: 'text/csv'
  }
}

// A form of another page is sent without asking first (CORS' simple requests); JSON and CSV never are.
function checkContentType({ method, headers, routeOptions }: FastifyRequest): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  const taken = routeOptions.config?.takes ?? 'application/json'
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  if (readMethods.has(method) || type === taken || (type === undefined && !hasBody)) return
  throw Object.assign(new Error('not JSON'), { statusCode: 415 })
}

function checkCalls({ url }: FastifyRequest): void {
  const { pathname, searchParams } = new URL(url, 'http://service')
  if (pathname.split(/,|%2c/i).length > maxBatchCalls) {
    throw new AppError('BAD_INPUT', `A batch takes at most ${maxBatchCalls} calls. Send them in parts.`)
  }
  for (const value of searchParams.values()) checkDepth(value)
}

function checkDepth(json: string): void {
  if (isNestedDeeper(json, maxDepth)) {
    throw new AppError('BAD_INPUT', `The input is nested deeper than ${maxDepth} levels. Send it flatter.`)
  }
}
