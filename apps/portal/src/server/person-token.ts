import { z } from 'zod'
import { RequestFailure } from './failure'
import { askService, pickHeaders } from './forward'
import { hasSessionCookie } from './session-cookie'

const tokenSchema = z.object({ token: z.string().min(1) })

export interface PersonToken {
  token: string
  /** auth-service may prolong the session as it answers. */
  setCookies: string[]
}

/** A token for the session's person. Never cached: who is disabled is out at the next request. */
export async function fetchPersonToken(from: Headers, requestId: string, signal: AbortSignal): Promise<PersonToken> {
  const signedOut = () => new RequestFailure('UNAUTHENTICATED', 'Your session has ended. Sign in again.')
  if (!hasSessionCookie(from.get('cookie'))) throw signedOut()
  const headers = pickHeaders(from, ['cookie', 'x-forwarded-for', 'user-agent', 'traceparent'], requestId)
  const answer = await askService({ service: 'directory', path: '/auth/token', method: 'GET', headers, signal })
  if (answer.status === 401 || answer.status === 403) throw signedOut()
  const parsed = tokenSchema.safeParse(answer.ok ? await answer.json() : undefined)
  if (!parsed.success) {
    throw new RequestFailure(
      'UNAVAILABLE',
      'The directory service could not check your session. Try again in a moment.',
    )
  }
  return { token: parsed.data.token, setCookies: answer.headers.getSetCookie() }
}
