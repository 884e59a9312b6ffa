import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

export interface TestMailbox {
  url: string
  /** The texts that came for one address, oldest first. */
  to: (address: string) => string[]
  /** Resolves with the first text for an address. @throws after 10 s */
  waitFor: (address: string) => Promise<string>
  close: () => Promise<void>
}

/** A real SMTP server on a free port, which keeps what it is handed. */
export async function startTestMailbox(): Promise<TestMailbox> {
  const mails: { to: string[]; text: string }[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, text: plainText(Buffer.concat(chunks).toString('latin1')) })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const to = (recipient: string) => mails.filter((mail) => mail.to.includes(recipient)).map(({ text }) => text)

  return {
    url: `smtp://127.0.0.1:${port}`,
    to,
    waitFor: async (recipient) => {
      for (const until = Date.now() + 10_000; Date.now() < until; await delay(20)) {
        const [text] = to(recipient)
        if (text !== undefined) return text
      }
      throw new Error(`no mail came for ${recipient}`)
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** The body as it reads, whether it travelled as quoted-printable or base64. */
function plainText(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  const octets = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(octets, 'latin1').toString('utf8')
}
