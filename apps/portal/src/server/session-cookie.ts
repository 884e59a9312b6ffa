// The prefix is auth-service's own business, and is `__Secure-…` behind https.
const sessionCookie = /(?:^|;\s*)(?:__Secure-|__Host-)?[\w.-]*session_token=[^;\s]/

/** Whether a session cookie is there at all; auth-service alone knows whether it is worth anything. */
export function hasSessionCookie(cookieHeader: string | null): boolean {
  return cookieHeader !== null && sessionCookie.test(cookieHeader)
}
