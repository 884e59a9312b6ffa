import { describeError } from './errors.js'
import type { Logger } from './logger.js'

export interface Lifecycle {
  /** Registers how to close what was just opened. Closed in reverse order. */
  onClose: (name: string, close: () => Promise<unknown> | unknown) => void
  /** True from the first signal on: readiness answers 503 and long streams end. */
  isClosing: () => boolean
  close: () => Promise<void>
}

/**
 * Pairs every start step with its close. SIGTERM and SIGINT close in reverse order and exit 0;
 * a close that takes longer than `deadlineMs` altogether is cut off, and the process exits 1.
 */
export function createLifecycle(options: { logger: Logger; deadlineMs?: number }): Lifecycle {
  const { logger, deadlineMs = 9000 } = options
  const steps: { name: string; close: () => Promise<unknown> | unknown }[] = []
  let closing: Promise<void> | undefined
  let closingStep: string | undefined

  const close = () => {
    closing ??= (async () => {
      for (const step of steps.reverse()) {
        closingStep = step.name
        try {
          await step.close()
        } catch (error) {
          logger.warn({ step: step.name, err: describeError(error) }, 'did not close cleanly')
        }
      }
    })()
    return closing
  }

  const onSignal = (signal: NodeJS.Signals) => {
    if (closing) return
    logger.info({ signal }, 'closing')
    setTimeout(() => {
      logger.error({ step: closingStep }, 'did not close in time')
      process.exit(1)
    }, deadlineMs).unref()
    void close().then(() => process.exit(0))
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)

  return { onClose: (name, step) => steps.push({ name, close: step }), isClosing: () => closing !== undefined, close }
}
