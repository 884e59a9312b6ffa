import { dropDrafts } from '@/features/appointments/appointment-draft'
import { isRecord } from '@/read/is-record'
import { isText, isTexts } from '@/read/is-text'
import { translateServiceWords } from '@/service-words/service-words'

export interface AuthRefusal {
  ok: false
  /** auth-service's code for a refusal; `UNAVAILABLE` when it doesn't answer, `UNREACHABLE` when the console doesn't. */
  code: string
  /** The service's own sentence, which names the fault; empty where it said none. */
  message: string
  status: number
  /** With `TOO_MANY`: how long to wait, as far as it was said. */
  waitSeconds: number | null
}
export type AuthAnswer<T = unknown> = { ok: true; data: T } | AuthRefusal

/** better-auth's refusals, the console's own, and those of auth-service beside better-auth. */
function readFault(body: unknown): { code: string; message: string } {
  const unknown = { code: 'UNKNOWN', message: '' }
  if (!isRecord(body)) return unknown
  if (isText(body.code)) return { code: body.code, message: isText(body.message) ? body.message : '' }
  const { error } = body
  if (!isRecord(error) || !isText(error.message)) return unknown
  const code = isRecord(error.data) && isText(error.data.appCode) ? error.data.appCode : unknown.code
  return { code, message: error.message }
}

async function readRefusal(answer: Response): Promise<AuthRefusal> {
  const { status, headers } = answer
  const wait = Number(headers.get('retry-after') ?? headers.get('x-retry-after') ?? Number.NaN)
  const told = readFault(await answer.json().catch(() => null))
  const isLocked = told.code === 'ACCOUNT_TEMPORARILY_LOCKED'
  const general = status === 429 && !isLocked ? 'TOO_MANY' : status >= 500 ? 'UNAVAILABLE' : null
  return {
    ok: false,
    code: general ?? told.code,
    message: translateServiceWords(told.message) ?? told.message,
    status,
    waitSeconds: Number.isFinite(wait) ? wait : null,
  }
}

const noAnswer: AuthRefusal = { ok: false, code: 'UNREACHABLE', message: '', status: 0, waitSeconds: null }

type Guard<T> = (data: unknown) => data is T

async function post<T>(path: string, body: Record<string, unknown>, isMeant: Guard<T>): Promise<AuthAnswer<T>> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) return await readRefusal(answer)
    const data: unknown = await answer.json().catch(() => null)
    return isMeant(data) ? { ok: true, data } : { ...noAnswer, code: 'UNKNOWN', status: answer.status }
  } catch {
    return noAnswer
  }
}

const anything = (_data: unknown): _data is unknown => true
const isSignedIn = (data: unknown): data is { twoFactorRedirect?: boolean } => isRecord(data)
const hasCodes = (data: unknown): data is { backupCodes: string[] } =>
  isRecord(data) && isTexts(data.backupCodes) && data.backupCodes.length > 0
const isEnrolment = (data: unknown): data is { backupCodes: string[]; totpURI: string } =>
  hasCodes(data) && 'totpURI' in data && isText(data.totpURI)

/** `twoFactorRedirect`: the password was right, and a code is asked for. */
export const signIn = (email: string, password: string) => post('sign-in/email', { email, password }, isSignedIn)

export const changePassword = (currentPassword: string, newPassword: string) =>
  post('change-password', { currentPassword, newPassword }, anything)

export const requestPasswordReset = (email: string) => post('request-password-reset', { email }, anything)
export const choosePassword = (token: string, newPassword: string) =>
  post('reset-password', { token, newPassword }, anything)

export const verifyCode = (code: string) => post('two-factor/verify-totp', { code }, anything)
export const verifyRecoveryCode = (code: string) => post('two-factor/verify-backup-code', { code }, anything)

/** Begins the enrolment; the second factor is on once a code of it has been verified. */
export const beginSecondFactor = (password: string) => post('two-factor/enable', { password }, isEnrolment)
export const disableSecondFactor = (password: string) => post('two-factor/disable', { password }, anything)
export const renewRecoveryCodes = (password: string) => post('two-factor/generate-backup-codes', { password }, hasCodes)

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
  if (answer.ok) dropDrafts()
  return answer.ok || answer.status === 401
}
