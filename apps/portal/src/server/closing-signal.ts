let closing: AbortController | undefined

/** Aborted when the server is asked to stop: requests may still finish, but live streams never would. */
export function closingSignal(): AbortSignal {
  if (!closing) {
    const controller = new AbortController()
    process.once('SIGTERM', () => controller.abort())
    process.once('SIGINT', () => controller.abort())
    closing = controller
  }
  return closing.signal
}
