import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { recordAudit } from '../audit/record-audit.js'
import type { RateLimiter } from '../sign-in/rate-limit.js'
import type { IssueLink } from './issue-link.js'

/** Mails to one mailbox; more would only be a nuisance. */
const perMailbox = { window: 3600, max: 5 }

/**
 * Sends a reset link to whoever has this address, if anybody has: in the background, so that neither the answer nor its
 * time tells which. Never rejects.
 */
export function createRequestReset(options: {
  pool: Pool
  limiter: RateLimiter
  issueLink: IssueLink
  logger: Logger
}): (email: string, requestId: string) => void {
  const { pool, limiter, issueLink, logger } = options

  const send = async (email: string, requestId: string) => {
    if (!(await limiter.consume(`reset|${email}`, perMailbox)).allowed) return
    const { rows } = await pool.query<{ id: string; tenantId: string }>(
      `SELECT id, tenant_id AS "tenantId" FROM "user" WHERE email = $1 AND is_active AND deleted_at IS NULL`,
      [email],
    )
    const [user] = rows
    if (!user) return
    await issueLink(user.id)
    await recordAudit(pool, {
      ...{ action: 'user.reset_link_issued', tenantId: user.tenantId, correlationId: requestId },
      ...{ actor: { kind: 'unknown', id: 'sign-in page' }, target: { kind: 'user', id: user.id } },
    })
  }

  return (email, requestId) => {
    void send(email.trim().toLowerCase(), requestId).catch((error: unknown) => {
      logger.error({ err: describeError(error), requestId }, 'a reset link could not be issued')
    })
  }
}
