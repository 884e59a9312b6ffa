import { type NextRequest, NextResponse } from 'next/server'
import { readEnv } from './env'
import { contentSecurityPolicy, transportSecurity } from './server/security-headers'
import { hasSessionCookie } from './server/session-cookie'

const openPaths = new Set(['/sign-in', '/forgot-password', '/choose-password', '/setup'])

/** Sends people without a session to the sign-in page. It spares a round trip only: every API call checks the session. */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  if (!openPaths.has(pathname) && !hasSessionCookie(request.headers.get('cookie'))) {
    const target = request.nextUrl.clone()
    target.pathname = '/sign-in'
    target.search = pathname === '/' && !search ? '' : `?next=${encodeURIComponent(pathname + search)}`
    return secured(NextResponse.redirect(target))
  }
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-rollcall-path', pathname + search)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return secured(response)
}

function secured(response: NextResponse): NextResponse {
  const https = transportSecurity(readEnv().PORTAL_URL)
  if (https) response.headers.set('strict-transport-security', https)
  return response
}

// API routes answer 401 by themselves and must stay unbuffered.
export const config = {
  matcher: ['/((?!api/|_next/|healthz$|readyz$|icon\\.svg$|favicon\\.ico$|robots\\.txt$).*)'],
}
