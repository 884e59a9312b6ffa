import { z } from 'zod'

const faultSchema = z.object({ code: z.string() })
const ownFaultSchema = z.object({ error: z.object({ data: z.object({ appCode: z.string() }) }) })

export interface AuthRefusal {
  ok: false
  /** auth-service's code for a refusal; `UNAVAILABLE` when it doesn't answer, `UNREACHABLE` when the console doesn't. */
  code: string
  status: number
  /** With `TOO_MANY`: how long to wait, as far as it was said. */
  waitSeconds: number | null
}
export type AuthAnswer<T = unknown> = { ok: true; data: T } | AuthRefusal

function codeOf(body: unknown): string {
  const fault = faultSchema.safeParse(body)
  if (fault.success) return fault.data.code
  const own = ownFaultSchema.safeParse(body)
  return own.success ? own.data.error.data.appCode : 'UNKNOWN'
}

async function readRefusal(answer: Response): Promise<AuthRefusal> {
  const { status, headers } = answer
  const wait = Number(headers.get('retry-after') ?? headers.get('x-retry-after') ?? Number.NaN)
  const code = status === 429 ? 'TOO_MANY' : status >= 500 ? 'UNAVAILABLE' : null
  return {
    ok: false,
    code: code ?? codeOf(await answer.json().catch(() => null)),
    status,
    waitSeconds: Number.isFinite(wait) ? wait : null,
  }
}

async function post<T>(path: string, body: Record<string, unknown>, schema: z.ZodType<T>): Promise<AuthAnswer<T>> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) return await readRefusal(answer)
    const data = schema.safeParse(await answer.json().catch(() => null))
    if (data.success) return { ok: true, data: data.data }
    return { ok: false, code: 'UNKNOWN', status: answer.status, waitSeconds: null }
  } catch {
    return { ok: false, code: 'UNREACHABLE', status: 0, waitSeconds: null }
  }
}

const anything = z.unknown()
const backupCodes = z.object({ backupCodes: z.array(z.string()).min(1) })

/** `twoFactorRedirect`: the password was right, and a code is asked for. */
export const signIn = (email: string, password: string) =>
  post('sign-in/email', { email, password }, z.object({ twoFactorRedirect: z.boolean().default(false) }))

export const changePassword = (currentPassword: string, newPassword: string) =>
  post('change-password', { currentPassword, newPassword }, anything)

export const requestPasswordReset = (email: string) => post('request-password-reset', { email }, anything)
export const choosePassword = (token: string, newPassword: string) =>
  post('reset-password', { token, newPassword }, anything)

export const verifyCode = (code: string) => post('two-factor/verify-totp', { code }, anything)
export const verifyRecoveryCode = (code: string) => post('two-factor/verify-backup-code', { code }, anything)

/** Begins the enrolment; the second factor is on once a code of it has been verified. */
export const beginSecondFactor = (password: string) =>
  post('two-factor/enable', { password }, backupCodes.extend({ totpURI: z.string() }))
export const disableSecondFactor = (password: string) => post('two-factor/disable', { password }, anything)
export const renewRecoveryCodes = (password: string) =>
  post('two-factor/generate-backup-codes', { password }, backupCodes)

export interface FirstOrganisation {
  token: string
  organisation: { name: string; timeZone: string }
  email: string
  firstName: string
  lastName: string
  password: string
}
export const setUp = (first: FirstOrganisation) => post('setup', { ...first }, anything)

/** Whether the session is gone; a session that had already ended is as good. */
export async function signOut(): Promise<boolean> {
  const answer = await post('sign-out', {}, anything)
  return answer.ok || answer.status === 401
}
