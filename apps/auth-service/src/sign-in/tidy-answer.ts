import { z } from 'zod'

const signedIn = z.looseObject({
  user: z.looseObject({}),
  session: z.looseObject({}).optional(),
})

/**
 * What better-auth answers of a person, without the session's token: that is the cookie's alone, out of reach of
 * scripts. And whoever has changed the password need not do it again. Undefined where there is nothing to tidy.
 */
export function tidyAnswer(path: string, returned: unknown): Record<string, unknown> | undefined {
  const answer = signedIn.safeParse(returned)
  if (!answer.success) return undefined
  const { token: _, user, session, ...rest } = answer.data
  const changed = path === '/change-password' ? { mustChangePassword: false } : {}
  return { ...rest, user: { ...user, ...changed }, ...(session && { session: { ...session, token: undefined } }) }
}
