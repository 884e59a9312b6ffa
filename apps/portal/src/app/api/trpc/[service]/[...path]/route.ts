import type { NextRequest } from 'next/server'
import { checkContentType } from '@/server/check-content-type'
import { checkOrigin } from '@/server/check-origin'
import { failureResponse, RequestFailure } from '@/server/failure'
import { askService, passOn, pickHeaders } from '@/server/forward'
import { fetchPersonToken } from '@/server/person-token'
import { readBody } from '@/server/read-body'
import { requestIdOf } from '@/server/request-id'
import { isServiceName } from '@/server/services'

export const dynamic = 'force-dynamic'

const procedurePath = /^[\w.,]{1,2000}$/
const passedHeaders = ['content-type', 'accept', 'last-event-id', 'trpc-accept', 'traceparent', 'x-forwarded-for']

type Context = RouteContext<'/api/trpc/[service]/[...path]'>

async function forwardCall(request: NextRequest, service: string, path: string, requestId: string) {
  if (!isServiceName(service) || !procedurePath.test(path)) {
    throw new RequestFailure('NOT_FOUND', 'There is nothing at this address.')
  }
  checkOrigin(request)
  checkContentType(request)
  const body = await readBody(request)
  const { signal } = request
  const { token, setCookies } = await fetchPersonToken(request.headers, requestId, signal)
  const headers = pickHeaders(request.headers, passedHeaders, requestId)
  headers.set('authorization', `Bearer ${token}`)
  const target = `/trpc/${path}${request.nextUrl.search}`
  const answer = await askService({ service, path: target, method: request.method, headers, body, signal })
  // Cookies are auth-service's to set.
  return passOn(answer, requestId, setCookies)
}

/** The one way from the browser to a service: adds the person's token, and streams what comes back. */
async function handle(request: NextRequest, { params }: Context): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  const { service, path } = await params
  const calls = path.join('/')
  try {
    return await forwardCall(request, service, calls, requestId)
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    const isBatch = request.nextUrl.searchParams.get('batch') === '1'
    return failureResponse(error, requestId, isBatch ? Math.min(calls.split(',').length, 20) : 0)
  }
}

export { handle as GET, handle as POST }
