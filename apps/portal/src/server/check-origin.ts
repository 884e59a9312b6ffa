import { readEnv } from '../env'
import { RequestFailure } from './failure'

/**
 * Only the console's own pages may write. Without PORTAL_URL, its origin is the host that was asked for:
 * browsers let no page choose either header.
 */
export function checkOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const origin = request.headers.get('origin')
  const own = readEnv().PORTAL_URL
  const host = request.headers.get('host')
  const allowed = own ?? (host ? [`http://${host}`, `https://${host}`] : [])
  if (!origin || !allowed.includes(origin)) {
    throw new RequestFailure('FORBIDDEN', 'This request did not come from the console. Open the console and try again.')
  }
}
