import { z } from 'zod'

const faultSchema = z.object({ code: z.string() })
const ownFaultSchema = z.object({ error: z.object({ data: z.object({ appCode: z.string() }) }) })

export interface AuthAnswer {
  ok: boolean
  /** auth-service's code for a refusal; `UNAVAILABLE` when it doesn't answer. */
  code: string | null
  status: number
}

function codeOf(body: unknown): string {
  const fault = faultSchema.safeParse(body)
  if (fault.success) return fault.data.code
  const own = ownFaultSchema.safeParse(body)
  return own.success ? own.data.error.data.appCode : 'UNKNOWN'
}

async function post(path: string, body: Record<string, unknown>): Promise<AuthAnswer> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.ok) return { ok: true, code: null, status: answer.status }
    const code = answer.status === 429 ? 'TOO_MANY' : answer.status >= 500 ? 'UNAVAILABLE' : null
    return { ok: false, code: code ?? codeOf(await answer.json().catch(() => null)), status: answer.status }
  } catch {
    return { ok: false, code: 'UNREACHABLE', status: 0 }
  }
}

export const signIn = (email: string, password: string) => post('sign-in/email', { email, password })

export const changePassword = (currentPassword: string, newPassword: string) =>
  post('change-password', { currentPassword, newPassword })

/** Whether the session is gone; a session that had already ended is as good. */
export async function signOut(): Promise<boolean> {
  const { ok, status } = await post('sign-out', {})
  return ok || status === 401
}
