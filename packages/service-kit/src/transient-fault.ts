import { AppError, errorTable } from './errors.js'

/** SQLSTATE classes that speak of the data, so that the same statement fails the same way again. */
const permanentClasses = new Set(['21', '22', '23', '44', '54', 'P0'])
const redisAway = /^(LOADING|OOM|READONLY|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MISCONF|NOAUTH|WRONGPASS|NOREPLICAS)\b/
// pg and ioredis throw some of their connection faults as plain errors without a code.
const connectionWords =
  /connection (is closed|terminated|error|ended)|not queryable|timeout exceeded when trying to connect|after calling end on the pool|command timed out|stream isn't writeable|max retries per request|no answer within|query read timeout|socket timeout/i

/**
 * Whether what failed is the way to a store (connection, restart, lock, full disk), so that the same call may succeed
 * later, rather than the data that was sent. Knows pg, ioredis, Node's system errors and AppError.
 */
export function isTransientFault(error: unknown): boolean {
  if (error instanceof AppError) return errorTable[error.code].retry
  if (error instanceof AggregateError) return error.errors.some(isTransientFault)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if ('severity' in error && code.length === 5) return !permanentClasses.has(code.slice(0, 2))
  if ('syscall' in error || /^E(?!RR_)[A-Z]+$/.test(code)) return true
  return redisAway.test(error.message) || connectionWords.test(error.message)
}
