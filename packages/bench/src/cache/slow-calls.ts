import type { Redis } from 'ioredis'
import { z } from 'zod'
import { rounded } from '../percentiles.js'

const entriesSchema = z.array(z.tuple([z.number(), z.number(), z.number(), z.array(z.string())]).rest(z.unknown()))

/** Calls that are noted, so that the longest is known even where none is slow; and those that are too slow. */
const notedUs = 500
const slowUs = 2000

export interface SlowCalls {
  calls: number
  meanUs: number
  longerThan2Ms: number
  longestMs: number
}

/** What the benchmark itself asks Redis for. */
const ownCommands = ['slowlog', 'config', 'info', 'memory', 'unlink']

/**
 * Tells Redis to note long calls. A call's length is what went by on the clock, also while the processor was with
 * somebody else: the bare HGETALL beside shows how much of that there was. Commands inside scripts are noted too.
 */
export async function watchSlowCalls(redis: Redis) {
  await redis.config('SET', 'slowlog-log-slower-than', notedUs)
  await redis.config('SET', 'slowlog-max-len', 20_000)
  const found: Record<string, SlowCalls> = {}
  const restart = async () => {
    await redis.slowlog('RESET')
    await redis.config('RESETSTAT')
  }
  await restart()
  return {
    /** Ends a part of the run: its calls by command, as `part: command`. */
    note: async (part: string) => {
      const entries = entriesSchema.parse(await redis.slowlog('GET', -1))
      for (const { command, calls, meanUs } of parseCommandStats(await redis.info('commandstats'))) {
        const own = entries.filter(([, , , [word = '']]) => word.toLowerCase() === command).map(([, , us]) => us)
        if (ownCommands.includes(command) || own.length === 0) continue
        const longerThan2Ms = own.filter((us) => us > slowUs).length
        found[`${part}: ${command}`] = { calls, meanUs, longerThan2Ms, longestMs: rounded(Math.max(...own) / 1000) }
      }
      await restart()
    },
    found: () => found,
  }
}

function parseCommandStats(info: string) {
  return [...info.matchAll(/^cmdstat_(\w+):calls=(\d+),usec=(\d+)/gm)].map(([, command = '', calls, us]) => ({
    command,
    calls: Number(calls),
    meanUs: rounded(Number(us) / Number(calls)),
  }))
}
