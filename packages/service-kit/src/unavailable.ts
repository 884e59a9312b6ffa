/**
 * Codes of Node, PostgreSQL and Prisma for "the other side is away", or gave way to another transaction (40001, 40P01);
 * the whole class 08 of SQLSTATE counts too.
 */
const awayCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '40001',
  '40P01',
  'P1001',
  'P1002',
  'P1017',
]
/** What pg says without a code. */
const awayMessages = [
  'timeout exceeded when trying to connect',
  'connection terminated',
  'client has encountered a connection error',
  'query read timeout',
]

/** True when a database or Redis was away, so that the same call may succeed later; false for every other fault. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (awayCodes.includes(code) || /^08\w{3}$/.test(code)) return true
  const message = error.message.toLowerCase()
  return (
    awayMessages.some((text) => message.includes(text)) || (error.cause !== undefined && isUnavailable(error.cause))
  )
}
