import { randomBytes } from 'node:crypto'
import type { Queryable } from '@rollcall/service-kit/postgres'
import type { Mailer } from '../mail/mailer.js'
import type { Auth } from '../sign-in/auth.js'
import { type LinkPurpose, writeLinkMail } from './link-mail.js'

export interface IssuedLink {
  purpose: LinkPurpose
  /** Whose mailbox it went to; null where it has to be handed over by a person. */
  sentTo: string | null
  /** Shown once, and only where no mail was sent: the directory keeps its digest alone. */
  link: string | null
  expiresAt: string
}

export type IssueLink = (userId: string) => Promise<IssuedLink>

const hourMs = 3_600_000
const lifeMs: Record<LinkPurpose, number> = { invitation: 7 * 24 * hourMs, reset: hourMs }

/**
 * A link by which a user chooses a password, once: an invitation for whoever has none yet, otherwise a reset. Links
 * that were issued before it end. Authorise before; the user must exist.
 */
export function createIssueLink(options: {
  db: Queryable
  auth: Pick<Auth, 'keepLink'>
  mailer: Mailer | undefined
  portalUrl: string
}): IssueLink {
  const { db, auth, mailer, portalUrl } = options
  return async (userId) => {
    const { rows } = await db.query<{ email: string; name: string; organisation: string; invited: boolean }>(
      `SELECT u.email, u.name, o.name AS organisation,
         NOT EXISTS (SELECT FROM account a WHERE a.user_id = u.id AND a.password IS NOT NULL) AS invited
       FROM "user" u JOIN organisation o ON o.id = u.tenant_id WHERE u.id = $1`,
      [userId],
    )
    const [person] = rows
    if (!person) throw new Error('a link was asked for a user who is not there')
    const purpose = person.invited ? 'invitation' : 'reset'
    const expiresAt = new Date(Date.now() + lifeMs[purpose])
    const token = randomBytes(32).toString('base64url')
    await db.query('DELETE FROM verification WHERE value = $1', [userId])
    await auth.keepLink({ token, userId, expiresAt })
    // Behind the #, which no browser sends: the token reaches no log and no referrer.
    const link = `${portalUrl}/choose-password#${token}`
    const sent = await mailer?.send(writeLinkMail({ ...person, to: person.email, purpose, link, expiresAt }))
    return {
      purpose,
      sentTo: sent ? person.email : null,
      link: sent ? null : link,
      expiresAt: expiresAt.toISOString(),
    }
  }
}
