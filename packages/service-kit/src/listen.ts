import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { describeError } from './errors.js'
import type { Logger } from './logger.js'

const pingEveryMs = 10_000
const answerWithinMs = 5000

/**
 * Keeps one connection LISTENing on a channel and calls `onNotify` with each payload. Reconnects by itself within 2 s;
 * notifications sent meanwhile are lost, so a listener is a hint and never the only way to learn something. It asks
 * for a sign of life now and then: who only listens never finds out that the line was cut.
 */
export function createListener(options: {
  connectionString: string
  channel: string
  logger: Logger
  onNotify: (payload: string) => void
  pingEveryMs?: number
}): { start: () => void; stop: () => Promise<void> } {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let ping: NodeJS.Timeout | undefined
  let stopped = true

  const connect = async () => {
    const next = new pg.Client({
      connectionString: options.connectionString,
      keepAlive: true,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      options: '-c role=rollcall_system',
    })
    client = next
    const retry = (error?: Error) => {
      if (stopped || client !== next) return
      client = undefined
      clearInterval(ping)
      if (error) options.logger.warn({ err: describeError(error), channel: options.channel }, 'listening broke')
      void next.end().catch(() => {})
      timer = setTimeout(() => void connect(), 500 + Math.random() * 1500)
    }
    next.on('error', retry)
    next.on('end', () => retry())
    next.on('notification', (message) => options.onNotify(message.payload ?? ''))
    try {
      await next.connect()
      await next.query(`LISTEN ${pg.escapeIdentifier(options.channel)}`)
      if (client === next && !stopped)
        ping = setInterval(() => void next.query('SELECT 1').catch(retry), options.pingEveryMs ?? pingEveryMs)
    } catch (error) {
      retry(error instanceof Error ? error : new Error(String(error)))
    }
  }

  return {
    start: () => {
      stopped = false
      void connect()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      clearInterval(ping)
      // The other side may never answer the farewell.
      await Promise.race([client?.end().catch(() => {}), delay(1000, undefined, { ref: false })])
    },
  }
}
