import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createIssueLink, type IssueLink } from '../links/issue-link.js'
import { createRequestReset } from '../links/request-reset.js'
import { createMailer } from '../mail/mailer.js'
import { createFirstRun, type FirstRun } from '../setup/first-run.js'
import { type Auth, type AuthSettings, createAuth } from './auth.js'
import { createRateLimiter } from './rate-limit.js'
import { createSignInKeeper } from './sign-in-keeper.js'

export interface SignIn {
  auth: Auth
  issueLink: IssueLink
  firstRun: FirstRun
  start: () => void
  stop: () => Promise<void>
}

/** Everything about signing in that has to be wired together, and how it ends. */
export function openSignIn(options: {
  pool: Pool
  logger: Logger
  redisUrl: string
  settings: AuthSettings
  mail: { url: string; from: string } | undefined
  setupToken: string | undefined
}): SignIn {
  const { pool, logger, redisUrl, settings, mail, setupToken } = options
  const limiter = createRateLimiter({ redisUrl, logger })
  const mailer = mail && createMailer({ ...mail, logger })
  const keeper = createSignInKeeper({ pool, logger })
  let requestReset: ((email: string, requestId: string) => void) | undefined
  const auth = createAuth({
    ...{ pool, logger, limiter, settings },
    onResetRequested: (email, requestId) => requestReset?.(email, requestId),
  })
  const issueLink = createIssueLink({ db: pool, auth, mailer, portalUrl: settings.portalUrls[0] ?? '' })
  // Without a mail server nobody would ever see the link.
  if (mailer) requestReset = createRequestReset({ pool, limiter, issueLink, logger })

  return {
    ...{ auth, issueLink, firstRun: createFirstRun({ pool, limiter, token: setupToken }) },
    start: keeper.start,
    stop: async () => {
      await keeper.stop()
      mailer?.close()
      await limiter.close()
    },
  }
}
