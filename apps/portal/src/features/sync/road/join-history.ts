import type { ClinicalOut } from '@/trpc/routers'
import type { SubscriberName } from '../subscriber-view'

export type HistoryMinute = ClinicalOut['sync']['history']['items'][number]

/** What came to both subscribers in a few minutes. Null where nobody told, and times where nothing came. */
export interface RoadPoint {
  /** Where its minutes begin, in milliseconds since 1970. */
  at: number
  clinicalRate: number | null
  chatRate: number | null
  clinicalP50: number | null
  clinicalP95: number | null
  chatP50: number | null
  chatP95: number | null
}

interface Figures {
  /** Changes a minute. */
  rate: number | null
  p50: number | null
  p95: number | null
}

const unknown: Figures = { rate: null, p50: null, p95: null }

/** Puts two subscribers' minutes side by side, `size` minutes to a point. */
export function joinHistory(
  told: Partial<Record<SubscriberName, readonly HistoryMinute[]>>,
  size: number,
): RoadPoint[] {
  const clinical = gather(told.clinical ?? [], size)
  const chat = gather(told.chat ?? [], size)
  const moments = [...new Set([...clinical.keys(), ...chat.keys()])].sort((a, b) => a - b)
  return moments.map((at) => {
    const [left, right] = [clinical.get(at) ?? unknown, chat.get(at) ?? unknown]
    return {
      at,
      ...{ clinicalRate: left.rate, clinicalP50: left.p50, clinicalP95: left.p95 },
      ...{ chatRate: right.rate, chatP50: right.p50, chatP95: right.p95 },
    }
  })
}

function gather(minutes: readonly HistoryMinute[], size: number): Map<number, Figures> {
  const slots = new Map<number, HistoryMinute[]>()
  const sizeMs = size * 60_000
  for (const minute of minutes) {
    const at = Math.floor(Date.parse(minute.minute) / sizeMs) * sizeMs
    slots.set(at, [...(slots.get(at) ?? []), minute])
  }
  return new Map([...slots].map(([at, slot]) => [at, figuresOf(slot)]))
}

function figuresOf(slot: HistoryMinute[]): Figures {
  const applied = slot.reduce((sum, minute) => sum + minute.applied, 0)
  const timed = slot.flatMap(({ applied: weight, arrivalMs }) => (arrivalMs ? [{ weight, ...arrivalMs }] : []))
  if (timed.length === 0) return { rate: applied / slot.length, p50: null, p95: null }
  return {
    rate: applied / slot.length,
    p50: weightedMedian(timed.map(({ weight, p50 }) => ({ weight, value: p50 }))),
    // Averaged away, the one bad minute of a quarter of an hour would not be seen.
    p95: Math.max(...timed.map(({ p95 }) => p95)),
  }
}

function weightedMedian(values: { weight: number; value: number }[]): number {
  const sorted = values.toSorted((a, b) => a.value - b.value)
  const half = sorted.reduce((sum, { weight }) => sum + weight, 0) / 2
  let seen = 0
  for (const { weight, value } of sorted) {
    seen += weight
    if (seen >= half) return value
  }
  return sorted.at(-1)?.value ?? 0
}

const roundSteps = [1, 2, 4, 8, 10]

/** The end of an axis that starts at 0 and reads in quarters: at least 4, and no less than the highest value. */
export function axisEndFor(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(4, highest)))
  const step = roundSteps.find((candidate) => candidate * power >= Math.max(4, highest)) ?? 10
  return step * power
}

/** Powers of ten from 1 ms to what holds the slowest arrival, for an axis on which 8 ms and 8 s can both be read. */
export function decadesFor(points: readonly RoadPoint[]): number[] {
  const slowest = Math.max(100, ...points.flatMap(({ clinicalP95, chatP95 }) => [clinicalP95 ?? 0, chatP95 ?? 0]))
  const last = Math.ceil(Math.log10(slowest))
  return Array.from({ length: last + 1 }, (_, power) => 10 ** power)
}
