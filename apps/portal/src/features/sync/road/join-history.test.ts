import { expect, test } from 'vitest'
import { axisEndFor, decadesFor, type HistoryMinute, joinHistory } from './join-history'

const minute = (clock: string, applied: number, arrivalMs: HistoryMinute['arrivalMs'] = null): HistoryMinute => ({
  minute: `2027-01-01T${clock}:00.000Z`,
  ...{ applied, superseded: 0, parked: 0, arrivalMs },
})
const at = (clock: string) => Date.parse(`2027-01-01T${clock}:00.000Z`)

test('two subscribers stand side by side, and the one that did not answer is a gap', () => {
  const clinical = [minute('10:00', 3, { p50: 8, p95: 12 }), minute('10:01', 0)]
  const chat = [minute('10:01', 5, { p50: 6, p95: 9 })]
  expect(joinHistory({ clinical, chat }, 1)).toEqual([
    {
      at: at('10:00'),
      ...{ clinicalRate: 3, clinicalP50: 8, clinicalP95: 12, chatRate: null, chatP50: null, chatP95: null },
    },
    {
      at: at('10:01'),
      ...{ clinicalRate: 0, clinicalP50: null, clinicalP95: null, chatRate: 5, chatP50: 6, chatP95: 9 },
    },
  ])
  expect(joinHistory({}, 1)).toEqual([])
})

test('a point of several minutes tells changes a minute, the usual time and the worst p95', () => {
  const clinical = [
    minute('10:00', 1, { p50: 900, p95: 950 }),
    minute('10:01', 99, { p50: 10, p95: 20 }),
    minute('10:02', 0),
    minute('10:03', 0),
    minute('10:04', 0),
  ]
  const [point] = joinHistory({ clinical }, 5)
  expect(point).toMatchObject({ at: at('10:00'), clinicalRate: 20, clinicalP50: 10, clinicalP95: 950 })
})

test('the axis reaches to the power of ten above the slowest arrival', () => {
  const points = joinHistory({ clinical: [minute('10:00', 1, { p50: 40, p95: 2300 })] }, 1)
  expect(decadesFor(points)).toEqual([1, 10, 100, 1000, 10_000])
  expect(decadesFor([])).toEqual([1, 10, 100])
})

test('an axis ends at a round figure that holds the highest value', () => {
  expect([0, 4, 5, 21, 243, 24_000].map(axisEndFor)).toEqual([4, 4, 8, 40, 400, 40_000])
})
