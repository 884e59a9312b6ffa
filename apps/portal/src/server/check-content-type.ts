import { RequestFailure } from './failure'

const takenTypes = { json: 'application/json', csv: 'text/csv' } as const
const remedies = {
  json: 'Send JSON, with the content type application/json.',
  csv: 'Send the file itself, with the content type text/csv.',
}

/** Forms of other pages are sent without asking first (CORS' simple requests); JSON and CSV never are. */
export function checkContentType(request: Request, taken: keyof typeof takenTypes = 'json'): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === takenTypes[taken] || (type === undefined && !request.body)) return
  throw new RequestFailure('WRONG_TYPE', remedies[taken])
}
