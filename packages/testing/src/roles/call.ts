import type { ThreeServices } from '../road/three-services.js'
import type { ServiceName } from './access-table.js'

export interface Reply {
  status: number
  text: string
}

const processOf = { 'auth-service': 'auth', 'user-service': 'clinical', 'chat-service': 'chat' } as const
export const urlOf = (services: ThreeServices, service: ServiceName): string => services[processOf[service]].url

/** Live streams alone are asked for by GET; a stream that begins is left at once. */
const isStream = (procedure: string) => procedure.endsWith('.watch')

/** One call over HTTP; `token` undefined is signed out. */
export async function call(
  services: ThreeServices,
  target: { service: ServiceName; procedure: string },
  token: string | undefined,
  input?: unknown,
): Promise<Reply> {
  const leave = new AbortController()
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const response = await fetch(`${urlOf(services, target.service)}/trpc/${target.procedure}`, {
    ...(isStream(target.procedure)
      ? { method: 'GET', headers: { ...headers, accept: 'text/event-stream' } }
      : { method: 'POST', headers, body: JSON.stringify(input ?? {}) }),
    signal: leave.signal,
  })
  if (!isStream(target.procedure)) return { status: response.status, text: await response.text() }
  const reply = await readFirstWord(response)
  leave.abort()
  return reply
}

/** A stream answers 200 in any case; a refusal is its first word, which may otherwise be a sign of life. */
async function readFirstWord(response: Response): Promise<Reply> {
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    const refusal = /event: serialized-error\ndata: (.*)\n\n/.exec(text)?.[1]
    if (refusal) return { status: Object(JSON.parse(refusal)).data?.httpStatus ?? 0, text: refusal }
    if (/\n\n(event: ping\n)?data: /.test(text)) return { status: 200, text: '' }
  }
  return { status: response.status, text }
}

/** Work done a few at a time. */
export async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}
