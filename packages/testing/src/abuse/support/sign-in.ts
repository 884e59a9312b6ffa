import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StackFile } from '@rollcall/stack/stack-file'
import { type Person, password } from './people.js'
import { cookieHeader, json, type Reply, send } from './requests.js'

/** Nobody's address twice, so that no test uses up another's attempts. */
export const someAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`

export interface SignedIn {
  cookie: string
  token: string
}

/** Signing in as scripts do, at auth-service; it trusts this machine to say whom a request comes from. */
export function createSignIn(stack: StackFile) {
  const { url } = stack.authService

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    send(`${url}/auth/${path}`, {
      method: 'POST',
      headers: { ...json, origin: stack.portal.url, 'x-forwarded-for': someAddress(), ...headers },
      body: JSON.stringify(body),
    })
  /** Patient: on a fast machine all the files' sign-ins may be more than a minute's. */
  const attempt = async (email: string, given = password, headers: Record<string, string> = {}): Promise<Reply> => {
    const reply = await post('sign-in/email', { email, password: given }, headers)
    if (reply.status !== 429) return reply
    await sleep(Number(reply.headers.get('retry-after')) * 1000)
    return post('sign-in/email', { email, password: given }, headers)
  }
  const tokenReply = (cookie: string) => send(`${url}/auth/token`, { headers: { cookie } })
  const tokenOf = async (cookie: string): Promise<string> => Object(JSON.parse((await tokenReply(cookie)).text)).token

  return {
    post,
    attempt,
    tokenReply,
    tokenOf,
    /** A new session of a person. @throws Error when the sign-in is refused */
    signIn: async (person: Pick<Person, 'email'>, given = password): Promise<SignedIn> => {
      const reply = await attempt(person.email, given)
      if (reply.status !== 200) throw new Error(`${person.email} could not sign in: ${reply.status} ${reply.text}`)
      const cookie = cookieHeader(reply.cookies)
      return { cookie, token: await tokenOf(cookie) }
    },
  }
}
