import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { AnyRouter } from '@trpc/server'
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify'
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import { AppError } from './errors.js'
import { type ReadinessCheck, readReadiness } from './health.js'
import { addDeadlines } from './http-deadlines.js'
import { answerBrokenRequest, describeFailure, refusal, sendFailure } from './http-failure.js'
import { addGuards, maxBatchCalls } from './http-guards.js'
import type { Lifecycle } from './lifecycle.js'
import type { Logger } from './logger.js'
import type { Metrics } from './metrics.js'
import type { TokenVerifier } from './tokens.js'
import type { RequestContext } from './trpc.js'

const maxBodyBytes = 1024 * 1024

export interface HttpServerOptions {
  appRouter: AnyRouter
  logger: Logger
  metrics: Metrics
  lifecycle: Lifecycle
  verifyToken: TokenVerifier
  readiness: ReadinessCheck[]
  /** Origins of the console: pages of others may not write. */
  portalUrls: readonly string[]
}

/**
 * The HTTP face that all services share: /healthz, /readyz, /metrics and /trpc, with request ids, a body limit of 1 MB,
 * guards against what no honest client sends, and errors of one shape without stacks. Add a service's own routes to the result, then listen.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { logger, metrics, lifecycle, readiness } = options
  const baseLogger: FastifyBaseLogger = logger
  const server = fastify({
    loggerInstance: baseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: 5000 },
    forceCloseConnections: 'idle',
    // A request that arrives in the moment of closing is answered like those before it.
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => sendFailure(describeFailure(error), request, reply),
    clientErrorHandler: answerBrokenRequest,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    },
  })
  // Live streams never end by themselves, so closing ends them; the browser reconnects, and is told to sign in again or not.
  const streams = new Set<ServerResponse>()
  server.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy()
  })
  server.addHook('onSend', async (request, reply, payload) => {
    // tRPC hands over a Response, whose headers fastify takes only after this hook.
    const contentType =
      payload instanceof Response ? payload.headers.get('content-type') : reply.getHeader('content-type')
    if (String(contentType).startsWith('text/event-stream')) {
      streams.add(reply.raw)
      reply.raw.on('close', () => streams.delete(reply.raw))
    }
    // A kept-alive connection that is busy at that moment would hold the closing up until its client lets go.
    if (lifecycle.isClosing()) reply.header('connection', 'close')
    reply.header('x-request-id', request.id)
    reply.header('cache-control', reply.getHeader('cache-control') ?? 'no-store')
    reply.header('x-content-type-options', 'nosniff')
  })
  server.addHook('onResponse', async (request, reply) => {
    metrics.httpRequests.labels(request.method, String(reply.statusCode)).observe(reply.elapsedTime / 1000)
  })
  server.setErrorHandler(async (error, request, reply) => {
    const failure = describeFailure(error)
    if (failure.status >= 500) request.log.error({ err: error, requestId: request.id }, 'a request failed')
    return sendFailure(failure, request, reply)
  })
  server.setNotFoundHandler((request, reply) => sendFailure(refusal(404), request, reply))
  addDeadlines(server)
  addGuards(server, options.portalUrls)
  server.get('/healthz', async () => ({ status: 'alive' }))
  server.get('/readyz', async (_, reply) => {
    const result = await readReadiness(readiness)
    const ready = result.ready && !lifecycle.isClosing()
    return reply.code(ready ? 200 : 503).send({ ...result, ready, closing: lifecycle.isClosing() })
  })
  server.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  await server.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: options.appRouter,
      maxBatchSize: maxBatchCalls,
      // A query of 500 ids is longer than a URL may be, so queries may also come by POST (never mutations by GET).
      allowMethodOverride: true,
      createContext: ({ req }) =>
        createContext({
          requestId: req.id,
          authorization: req.headers.authorization,
          traceparent: req.headers.traceparent,
          logger,
          verifyToken: options.verifyToken,
        }),
    } satisfies FastifyTRPCPluginOptions<AnyRouter>['trpcOptions'],
  })
  return server
}

function createContext(request: {
  requestId: string
  authorization: string | undefined
  traceparent: string | string[] | undefined
  logger: Logger
  verifyToken: TokenVerifier
}): RequestContext {
  let caller: ReturnType<TokenVerifier> | undefined
  const { traceparent } = request
  return {
    requestId: request.requestId,
    traceparent: typeof traceparent === 'string' && /^[\da-f-]{55}$/.test(traceparent) ? traceparent : null,
    logger: request.logger,
    authenticate: ({ again } = { again: false }) => {
      const token = /^Bearer (\S+)$/i.exec(request.authorization ?? '')?.[1]
      if (!token) throw new AppError('UNAUTHENTICATED', 'Sign in first.')
      if (again) return request.verifyToken(token)
      caller ??= request.verifyToken(token)
      return caller
    },
  }
}
