import type { StackFile } from '@rollcall/stack/stack-file'
import { json, type Sending, send } from './requests.js'
import { type Answer, consoleNames, type Service, toAnswer } from './services.js'

/** Requests as a browser sends them to the console, with a session's cookie. */
export function createConsoleClient(stack: StackFile) {
  const { url } = stack.portal
  const address = (service: Service, procedure: string) => `${url}/api/trpc/${consoleNames[service]}/${procedure}`
  return {
    url,
    address,
    send: (path: string, sending: Sending = {}) => send(`${url}${path}`, sending),
    query: async (service: Service, procedure: string, input: unknown, cookie = ''): Promise<Answer> => {
      const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
      return toAnswer(await send(`${address(service, procedure)}${search}`, { headers: { cookie } }))
    },
    mutate: async (
      service: Service,
      procedure: string,
      input: unknown,
      cookie = '',
      headers: Record<string, string> = {},
    ): Promise<Answer> =>
      toAnswer(
        await send(address(service, procedure), {
          method: 'POST',
          headers: { ...json, origin: url, cookie, ...headers },
          body: JSON.stringify(input),
        }),
      ),
  }
}
