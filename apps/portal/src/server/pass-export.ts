import type { NextRequest } from 'next/server'
import { checkContentType } from './check-content-type'
import { checkOrigin } from './check-origin'
import { failureResponse, RequestFailure } from './failure'
import { askService, passOn, pickHeaders } from './forward'
import { fetchPersonToken } from './person-token'
import { pickQuery } from './pick-query'
import { readBody } from './read-body'
import { requestIdOf } from './request-id'

const passedHeaders = ['accept', 'content-type', 'accept-language', 'traceparent', 'x-forwarded-for']

export interface PassedExport {
  /** The directory's path. */
  path: string
  /** What of the query it may see. */
  keys: readonly string[]
  /** For whoever comes from another site. */
  refusal: string
}

/** A CSV, streamed as the directory writes it; it ends there when the browser has gone. */
export async function passExport(request: NextRequest, { path, keys, refusal }: PassedExport): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  try {
    // An export is itself written to the trail: no other site may start one in somebody's name.
    const site = request.headers.get('sec-fetch-site')
    if (site === 'cross-site') throw new RequestFailure('FORBIDDEN', refusal)
    checkOrigin(request)
    checkContentType(request)
    const body = await readBody(request)
    const { signal, method } = request
    const { token, setCookies } = await fetchPersonToken(request.headers, requestId, signal)
    const headers = pickHeaders(request.headers, passedHeaders, requestId)
    headers.set('authorization', `Bearer ${token}`)
    const asked = `${path}${pickQuery(request.nextUrl.searchParams, keys)}`
    const answer = await askService({ service: 'directory', path: asked, method, headers, body, signal })
    return passOn(answer, requestId, setCookies)
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error
    return failureResponse(error, requestId)
  }
}
