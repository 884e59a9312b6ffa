import { type NextRequest, NextResponse } from 'next/server'
import { hasSessionCookie } from './server/session-cookie'

const openPaths = new Set(['/sign-in', '/forgot-password', '/choose-password', '/setup'])

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Mantine writes style attributes, which no nonce can allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Sends people without a session to the sign-in page. It spares a round trip only: every API call checks the session. */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  if (!openPaths.has(pathname) && !hasSessionCookie(request.headers.get('cookie'))) {
    const target = request.nextUrl.clone()
    target.pathname = '/sign-in'
    target.search = pathname === '/' && !search ? '' : `?next=${encodeURIComponent(pathname + search)}`
    return NextResponse.redirect(target)
  }
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-rollcall-path', pathname + search)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

// API routes answer 401 by themselves and must stay unbuffered.
export const config = {
  matcher: ['/((?!api/|_next/|healthz$|readyz$|icon\\.svg$|favicon\\.ico$).*)'],
}
