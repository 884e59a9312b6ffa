import { RequestFailure } from './failure'

/** Forms of other pages are sent without asking first (CORS' simple requests); JSON never is. */
export function checkContentType(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === 'application/json' || (type === undefined && !request.body)) return
  throw new RequestFailure('WRONG_TYPE', 'Send JSON, with the content type application/json.')
}
