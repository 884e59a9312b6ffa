import type { Origin } from './audit-sign-in.js'
import { clientAddressHeader } from './rules.js'

/** As the mount hands requests to better-auth. */
export function readOrigin(headers: Headers | undefined | null): Origin {
  return {
    requestId: headers?.get('x-request-id') ?? '',
    address: headers?.get(clientAddressHeader) ?? '',
    userAgent: (headers?.get('user-agent') ?? '').slice(0, 300),
  }
}
