import type { NextRequest } from 'next/server'
import { maxFileBytes } from '@/features/import/judge-file'
import { checkContentType } from '@/server/check-content-type'
import { checkOrigin } from '@/server/check-origin'
import { failureResponse, RequestFailure } from '@/server/failure'
import { passOn, pickHeaders } from '@/server/forward'
import { forwardFile } from '@/server/forward-file'
import { fetchPersonToken } from '@/server/person-token'
import { pickQuery } from '@/server/pick-query'
import { requestIdOf } from '@/server/request-id'

export const dynamic = 'force-dynamic'

const passedHeaders = ['content-type', 'accept', 'traceparent', 'x-forwarded-for']

async function sendOn(request: NextRequest, requestId: string): Promise<Response> {
  checkOrigin(request)
  checkContentType(request, 'csv')
  if (Number(request.headers.get('content-length') ?? 0) > maxFileBytes) {
    throw new RequestFailure('TOO_LARGE', 'The file is larger than 256 MB. Divide it, and import the parts one by one.')
  }
  if (!request.body) throw new RequestFailure('BAD_INPUT', 'There are no rows in it. Choose a file that has some.')
  const { signal } = request
  const { token, setCookies } = await fetchPersonToken(request.headers, requestId, signal)
  const headers = pickHeaders(request.headers, passedHeaders, requestId)
  headers.set('authorization', `Bearer ${token}`)
  const path = `/users/import${pickQuery(request.nextUrl.searchParams, ['name', 'encoding', 'separator'])}`
  return passOn(await forwardFile({ path, headers, body: request.body, signal }), requestId, setCookies)
}

/** A file of people on its way to the directory service, streamed as the browser sends it. */
export async function POST(request: NextRequest): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  try {
    return await sendOn(request, requestId)
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    return failureResponse(error, requestId)
  }
}
