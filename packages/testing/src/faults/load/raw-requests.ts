import { type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RequestLoad {
  counts: { answered: number; refused: number; dropped: number; failed: number }
  /** Why requests were dropped, counted by code. */
  reasons: Map<string, number>
  /** True when every worker has waited for an answer for at least this long. */
  allWaitSince: (ms: number) => boolean
  stop: () => Promise<void>
}

/**
 * `workers` clients that ask one URL over and over, each request on a connection of its own. refused: nobody listens
 * any more; dropped: taken and then left without a whole answer; failed: answered with a 5xx.
 */
export function startRequests(url: string, options: { token: string; workers?: number }): RequestLoad {
  const counts = { answered: 0, refused: 0, dropped: 0, failed: 0 }
  const reasons = new Map<string, number>()
  const askedAt: (number | undefined)[] = []
  let stopped = false
  const work = async (_: unknown, worker: number) => {
    while (!stopped) {
      try {
        askedAt[worker] = Date.now()
        const status = await ask(url, options.token)
        if (status >= 500) counts.failed += 1
        else counts.answered += 1
      } catch (error) {
        askedAt[worker] = undefined
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
        if (code === 'ECONNREFUSED') {
          counts.refused += 1
          await sleep(20)
          continue
        }
        counts.dropped += 1
        reasons.set(code, (reasons.get(code) ?? 0) + 1)
      }
    }
  }
  const workers = options.workers ?? 8
  const working = Array.from({ length: workers }, work)
  return {
    ...{ counts, reasons },
    allWaitSince: (ms) => {
      const newest = Date.now() - ms
      return askedAt.filter((at) => at !== undefined && at <= newest).length === workers
    },
    stop: async () => {
      stopped = true
      await Promise.all(working)
    },
  }
}

function ask(url: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, connection: 'close' }
    const sent = request(url, { headers, agent: false, timeout: 15_000 }, (response: IncomingMessage) => {
      response.on('error', reject)
      response.on('end', () =>
        response.complete ? resolve(response.statusCode ?? 0) : reject(new Error('incomplete')),
      )
      response.resume()
    })
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', reject)
    sent.end()
  })
}
