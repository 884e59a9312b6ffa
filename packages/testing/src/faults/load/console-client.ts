import type { ServiceName } from '../world/service-environments.js'

/** What a service refused, or why no answer came (status 0: nobody knows whether the request had an effect). */
export class CallError extends Error {
  readonly status: number

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CallError'
    this.status = status
  }
}

export interface ConsoleClient {
  /** The data of a tRPC answer. @throws CallError */
  call: (service: ServiceName, path: string, input?: unknown, timeoutMs?: number) => Promise<unknown>
  /** The same of the process at this address: one more replica. */
  callAt: (url: string, path: string, input?: unknown, timeoutMs?: number) => Promise<unknown>
  /** A token that is still good for three minutes or more. */
  token: () => Promise<string>
  /** Signs in anew: before auth-service is taken away, so that the token lasts. */
  renew: () => Promise<string>
}

const tokenLifeMs = 120_000

/** Calls the services' tRPC as the console does, signed in as one person. Everything goes by POST. */
export function createConsoleClient(options: {
  urls: Record<ServiceName, string>
  email: string
  password: string
}): ConsoleClient {
  const { urls, email, password } = options
  let held: { token: string; until: number } | undefined
  let pending: Promise<string> | undefined

  const signIn = async () => {
    const answer = await send(`${urls.auth}/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    const lines = answer.headers.getSetCookie().map((line) => line.split(';')[0])
    const tokenAnswer = await send(`${urls.auth}/auth/token`, { headers: { cookie: lines.join('; ') } })
    const token = textOf(await tokenAnswer.json(), 'token')
    held = { token, until: Date.now() + tokenLifeMs }
    return token
  }
  const token = async () => {
    if (held && held.until > Date.now()) return held.token
    pending ??= signIn().finally(() => {
      pending = undefined
    })
    return pending
  }
  const callAt = async (url: string, path: string, input?: unknown, timeoutMs = 15_000) => {
    const response = await send(`${url}/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      signal: AbortSignal.timeout(timeoutMs),
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    })
    return fieldOf(fieldOf(await readJson(response), 'result'), 'data')
  }
  return {
    token,
    renew: signIn,
    callAt,
    call: (service, path, input, timeoutMs) => callAt(urls[service], path, input, timeoutMs),
  }
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new CallError(0, `${url}: no answer (${describe(cause)})`, { cause })
  })
  if (response.ok) return response
  const text = await response.text().catch(() => '')
  throw new CallError(response.status, `${url} answered ${response.status}: ${text.slice(0, 300)}`)
}

async function readJson(response: Response): Promise<unknown> {
  return response.json().catch((cause: unknown) => {
    throw new CallError(0, 'the answer broke off', { cause })
  })
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}

export function fieldOf(value: unknown, name: string): unknown {
  return Object(value)[name]
}

export function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name)
  if (typeof field !== 'string') throw new Error(`expected the text "${name}" in ${JSON.stringify(value)}`)
  return field
}

export function numberOf(value: unknown, name: string): number {
  const field = fieldOf(value, name)
  if (typeof field !== 'number') throw new Error(`expected the number "${name}" in ${JSON.stringify(value)}`)
  return field
}

export function listOf(value: unknown, name: string): unknown[] {
  const field: unknown = fieldOf(value, name)
  if (!Array.isArray(field)) throw new Error(`expected the list "${name}" in ${JSON.stringify(value)}`)
  return field
}
