import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { createTransport } from 'nodemailer'

export interface Mail {
  to: string
  subject: string
  text: string
}

export interface Mailer {
  /** Answers whether the mail server took it. Never rejects; takes 10 s at most. */
  send: (mail: Mail) => Promise<boolean>
  close: () => void
}

const timeoutMs = 10_000

/** Sends through the SMTP server of `url` (smtp:// or smtps://, with user and password where it asks for them). */
export function createMailer(options: { url: string; from: string; logger: Logger }): Mailer {
  const { url, from, logger } = options
  const transport = createTransport(
    { url, pool: true, connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
    // One mail, one person: nothing of it is fetched from elsewhere.
    { from, disableFileAccess: true, disableUrlAccess: true },
  )
  return {
    send: async (mail) => {
      try {
        await transport.sendMail(mail)
        return true
      } catch (error) {
        logger.error({ err: describeError(error), subject: mail.subject }, 'a mail could not be sent')
        return false
      }
    },
    close: () => transport.close(),
  }
}
