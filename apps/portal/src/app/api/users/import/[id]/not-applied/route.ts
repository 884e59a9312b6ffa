import type { NextRequest } from 'next/server'
import { failureResponse, RequestFailure } from '@/server/failure'
import { askService, passOn, pickHeaders } from '@/server/forward'
import { fetchPersonToken } from '@/server/person-token'
import { pickQuery } from '@/server/pick-query'
import { requestIdOf } from '@/server/request-id'

export const dynamic = 'force-dynamic'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const passedHeaders = ['accept', 'accept-language', 'traceparent', 'x-forwarded-for']

type Context = RouteContext<'/api/users/import/[id]/not-applied'>

/** The rows of an import that were not applied, with what is wrong with each, streamed as the service writes them. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  try {
    const { id } = await params
    if (!uuid.test(id)) throw new RequestFailure('NOT_FOUND', 'There is nothing at this address.')
    const { signal } = request
    const { token, setCookies } = await fetchPersonToken(request.headers, requestId, signal)
    const headers = pickHeaders(request.headers, passedHeaders, requestId)
    headers.set('authorization', `Bearer ${token}`)
    const path = `/users/import/${id}/not-applied${pickQuery(request.nextUrl.searchParams, ['language'])}`
    return passOn(
      await askService({ service: 'directory', path, method: 'GET', headers, signal }),
      requestId,
      setCookies,
    )
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    return failureResponse(error, requestId)
  }
}
