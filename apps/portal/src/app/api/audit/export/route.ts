import type { NextRequest } from 'next/server'
import { failureResponse, RequestFailure } from '@/server/failure'
import { askService, passOn, pickHeaders } from '@/server/forward'
import { fetchPersonToken } from '@/server/person-token'
import { pickQuery } from '@/server/pick-query'
import { requestIdOf } from '@/server/request-id'

export const dynamic = 'force-dynamic'

const passedKeys = ['search', 'actions', 'actorId', 'targetId', 'correlationId', 'from', 'to']
const passedHeaders = ['accept', 'accept-language', 'traceparent', 'x-forwarded-for']

async function exportTrail(request: NextRequest, requestId: string): Promise<Response> {
  // An export is itself written to the trail: no other site may start one in somebody's name.
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site') throw new RequestFailure('FORBIDDEN', 'Open the console to export the audit trail.')
  const { signal } = request
  const { token, setCookies } = await fetchPersonToken(request.headers, requestId, signal)
  const headers = pickHeaders(request.headers, passedHeaders, requestId)
  headers.set('authorization', `Bearer ${token}`)
  const path = `/audit/export${pickQuery(request.nextUrl.searchParams, passedKeys)}`
  const answer = await askService({ service: 'directory', path, method: 'GET', headers, signal })
  return passOn(answer, requestId, setCookies)
}

/** The trail as CSV, streamed as the service writes it; it ends there when the browser has gone. */
export async function GET(request: NextRequest): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  try {
    return await exportTrail(request, requestId)
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    return failureResponse(error, requestId)
  }
}
