import { median, type Percentiles, percentiles, rounded } from '../percentiles.js'

/** One way to do the same work: does a share of it and answers with a reading for each call. */
export type Contender = () => Promise<number[]>

export interface Row extends Percentiles {
  /** Median of the rounds' ratios of medians; none on the baseline's own row. */
  timesBaseline?: number
}

/**
 * Lets the contenders do their share in turns, so that a noise of the machine meets them all, and compares each with
 * the first. Every second round goes backwards: nobody always follows the same one. One round before counts for nothing.
 */
export async function contest(rounds: number, contenders: Record<string, Contender>): Promise<Record<string, Row>> {
  const entered = Object.entries(contenders).map(([name, work]) => ({ name, work, readings: [] as number[][] }))
  for (const { work } of entered) await work()
  for (let round = 0; round < rounds; round++) {
    for (const { work, readings } of round % 2 === 0 ? entered : entered.toReversed()) readings.push(await work())
  }
  const baseline = entered[0]?.readings ?? []
  return Object.fromEntries(
    entered.map(({ name, readings }, index): [string, Row] => {
      const row = percentiles(readings.flat())
      return [name, index === 0 ? row : { ...row, timesBaseline: timesBaseline(readings, baseline) }]
    }),
  )
}

function timesBaseline(readings: number[][], baseline: number[][]): number {
  const ratios = readings.map((reading, round) => median(reading) / median(baseline[round] ?? []))
  return rounded(median(ratios))
}

/** Microseconds of each call, one after the other. */
export async function timeEach(calls: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const sample: number[] = []
  for (let index = 0; index < calls; index++) {
    const start = performance.now()
    await call(index)
    sample.push((performance.now() - start) * 1000)
  }
  return sample
}

/** Microseconds a call, as the mean of each block: for calls too short to be timed alone. */
export async function timeBlocks(options: {
  blocks: number
  callsABlock: number
  call: () => unknown
}): Promise<number[]> {
  const { blocks, callsABlock, call } = options
  const sample: number[] = []
  for (let block = 0; block < blocks; block++) {
    // Calls that never wait would keep the connections from being served.
    await new Promise(setImmediate)
    const start = performance.now()
    for (let index = 0; index < callsABlock; index++) await call()
    sample.push(((performance.now() - start) * 1000) / callsABlock)
  }
  return sample
}

/** Microseconds a call while `inFlight` of them are always under way. */
export async function timeTogether(calls: number, inFlight: number, call: () => Promise<unknown>): Promise<number[]> {
  let left = calls
  const work = async () => {
    while (left > 0) {
      left -= 1
      await call()
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: inFlight }, work))
  return [((performance.now() - start) * 1000) / calls]
}
