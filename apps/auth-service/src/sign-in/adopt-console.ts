import type { Logger } from '@rollcall/service-kit/logger'

/** better-auth's adapter prints some faults past every logger; here, too, a line of the log is one JSON line. */
export function adoptConsole(logger: Logger): void {
  const print = (...details: unknown[]) => {
    const err = details.find((detail) => detail instanceof Error)
    // Anything but an error may quote a request.
    logger.error(err ? { err } : {}, 'a library printed something')
  }
  for (const method of ['error', 'warn', 'log', 'info'] as const) console[method] = print
}
