import type { NextRequest } from 'next/server'
import { failureResponse, RequestFailure } from '@/server/failure'
import { askService, passOn, pickHeaders } from '@/server/forward'
import { fetchPersonToken } from '@/server/person-token'
import { pickQuery } from '@/server/pick-query'
import { requestIdOf } from '@/server/request-id'

export const dynamic = 'force-dynamic'

const passedKeys = ['search', 'roles', 'state', 'ministeres', 'sync', 'sort', 'order', 'columns']
const passedHeaders = ['accept', 'accept-language', 'traceparent', 'x-forwarded-for']

async function exportPeople(request: NextRequest, requestId: string): Promise<Response> {
  // An export is written to the audit trail: no other site may start one in somebody's name.
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site') throw new RequestFailure('FORBIDDEN', 'Open the console to export people.')
  const { signal } = request
  const { token, setCookies } = await fetchPersonToken(request.headers, requestId, signal)
  const headers = pickHeaders(request.headers, passedHeaders, requestId)
  headers.set('authorization', `Bearer ${token}`)
  const path = `/users/export${pickQuery(request.nextUrl.searchParams, passedKeys)}`
  const answer = await askService({ service: 'directory', path, method: 'GET', headers, signal })
  return passOn(answer, requestId, setCookies)
}

/** The people whom a filter finds, as CSV, streamed as the service writes it; it ends there when the browser has gone. */
export async function GET(request: NextRequest): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  try {
    return await exportPeople(request, requestId)
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    return failureResponse(error, requestId)
  }
}
