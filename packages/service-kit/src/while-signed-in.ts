import { AppError } from './errors.js'

const checkEveryMs = 2000

/**
 * Ends a stream once its person's session is over: nothing more is told to whoever was disabled or signed out meanwhile.
 * Asked before a message is handed on, at most every two seconds; a directory that is away ends nothing.
 */
export async function* whileSignedIn(
  messages: AsyncIterable<unknown>,
  authenticate: () => Promise<unknown>,
  everyMs = checkEveryMs,
): AsyncGenerator<unknown> {
  let checkedAt = Date.now()
  for await (const message of messages) {
    if (Date.now() - checkedAt >= everyMs) {
      if (await isOver(authenticate)) return
      checkedAt = Date.now()
    }
    yield message
  }
}

const isOver = (authenticate: () => Promise<unknown>) =>
  authenticate().then(
    () => false,
    (error: unknown) => error instanceof AppError && error.code === 'UNAUTHENTICATED',
  )
