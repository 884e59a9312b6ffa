import type { StackFile } from '@rollcall/stack/stack-file'
import { json, type Reply, type Sending, send } from './requests.js'

export const services = ['authService', 'userService', 'chatService'] as const
export type Service = (typeof services)[number]
/** As the console names them in its addresses. */
export const consoleNames = { authService: 'directory', userService: 'clinical', chatService: 'chat' } as const

export interface Answer extends Reply {
  data: unknown
  error: { message: string; appCode: string; fields: { path: string; message: string }[]; current: unknown } | undefined
  requestId: string
}

/** What a procedure answered: its data, or its error with our code. */
export function toAnswer(reply: Reply): Answer {
  const body: unknown = parse(reply.text)
  const [first = Object(body)] = Array.isArray(body) ? body.map(Object) : [Object(body)]
  const { message, data = {} } = Object(first.error)
  const error = first.error && { message, appCode: data.appCode, fields: data.fields ?? [], current: data.current }
  return { ...reply, data: first.result?.data, error, requestId: reply.headers.get('x-request-id') ?? '' }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const bearer = (token: string | undefined): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` }

/** Calls of procedures at the services themselves, with a token. */
export function createServiceClient(stack: StackFile) {
  const url = (service: Service, path: string) => `${stack[service].url}${path}`
  return {
    url,
    send: (service: Service, path: string, sending: Sending = {}) => send(url(service, path), sending),
    query: async (service: Service, procedure: string, input: unknown, token?: string): Promise<Answer> => {
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      return toAnswer(await send(url(service, `/trpc/${procedure}${search}`), { headers: bearer(token) }))
    },
    /** Also for queries: by POST an input may be of any length. */
    post: async (service: Service, procedure: string, input: unknown, token?: string): Promise<Answer> => {
      const headers = { ...json, ...bearer(token) }
      const body = JSON.stringify(input) ?? ''
      return toAnswer(await send(url(service, `/trpc/${procedure}`), { method: 'POST', headers, body }))
    },
  }
}
