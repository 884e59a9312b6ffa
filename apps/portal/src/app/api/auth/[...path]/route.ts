import type { NextRequest } from 'next/server'
import { checkContentType } from '@/server/check-content-type'
import { checkOrigin } from '@/server/check-origin'
import { failureResponse, RequestFailure } from '@/server/failure'
import { askService, passOn, pickHeaders } from '@/server/forward'
import { readBody } from '@/server/read-body'
import { requestIdOf } from '@/server/request-id'

export const dynamic = 'force-dynamic'

// Tokens and service tokens stay on the server side: a script in the page has no use for them.
const openPaths = new Set([
  'sign-in/email',
  'sign-out',
  'change-password',
  'get-session',
  'request-password-reset',
  'reset-password',
  'setup',
  'two-factor/enable',
  'two-factor/disable',
  'two-factor/verify-totp',
  'two-factor/verify-backup-code',
  'two-factor/generate-backup-codes',
])
const passedHeaders = ['content-type', 'accept', 'cookie', 'origin', 'user-agent', 'x-forwarded-for', 'traceparent']

async function handle(request: NextRequest, { params }: RouteContext<'/api/auth/[...path]'>): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  const path = (await params).path.join('/')
  try {
    if (!openPaths.has(path)) throw new RequestFailure('NOT_FOUND', 'There is nothing at this address.')
    checkOrigin(request)
    checkContentType(request)
    const body = await readBody(request)
    const answer = await askService({
      service: 'directory',
      path: `/auth/${path}${request.nextUrl.search}`,
      method: request.method,
      headers: pickHeaders(request.headers, passedHeaders, requestId),
      body,
      signal: request.signal,
    })
    return passOn(answer, requestId)
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    return failureResponse(error, requestId)
  }
}

export { handle as GET, handle as POST }
