const acceptable = /^[\w-]{8,64}$/

/** The caller's request id when it is fit for a log line, otherwise a new one, which says that it is the console's. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id')
  return given && acceptable.test(given) ? given : `console-${crypto.randomUUID()}`
}
