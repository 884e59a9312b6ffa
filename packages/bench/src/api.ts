import { z } from 'zod'

const tokenSchema = z.object({ token: z.string() })
const answerSchema = z.object({ result: z.object({ data: z.unknown() }) })

export interface Api {
  query: <T>(schema: z.ZodType<T>, path: string, input: unknown) => Promise<T>
  mutate: <T>(schema: z.ZodType<T>, path: string, input: unknown) => Promise<T>
}

/** Signs in as the demo administrator and calls one service's tRPC over plain HTTP. Tokens live five minutes. */
export async function createApi(options: { authUrl: string; serviceUrl: string; password: string }): Promise<Api> {
  const { authUrl, serviceUrl, password } = options
  const signIn = await fetch(`${authUrl}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'admin@rollcall.test', password }),
  })
  if (!signIn.ok) throw new Error(`sign-in failed (${signIn.status}): is DEMO_PASSWORD the demo's password?`)
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { token } = tokenSchema.parse(await (await fetch(`${authUrl}/auth/token`, { headers: { cookie } })).json())
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }

  const read = async <T>(schema: z.ZodType<T>, path: string, response: Response): Promise<T> => {
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
    return schema.parse(answerSchema.parse(await response.json()).result.data)
  }
  return {
    query: async (schema, path, input) => {
      const query = encodeURIComponent(JSON.stringify(input))
      return read(schema, path, await fetch(`${serviceUrl}/trpc/${path}?input=${query}`, { headers }))
    },
    mutate: async (schema, path, input) =>
      read(
        schema,
        path,
        await fetch(`${serviceUrl}/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(input) }),
      ),
  }
}
