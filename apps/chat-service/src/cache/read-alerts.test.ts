import { expect, it } from 'vitest'
import { type AlertFigures, alertKinds, defaultThresholds, readAlerts } from './read-alerts.js'

const healthy: AlertFigures = {
  ...{ redis: 'up', breaker: 'closed', near: { state: 'live' }, hitRate: 0.9, recentReads: 1000 },
  ...{ memoryBytes: 10, maxMemoryBytes: 100, pending: 3 },
}
const kinds = (figures: Partial<AlertFigures>) =>
  readAlerts({ ...healthy, ...figures }, defaultThresholds).map(({ kind }) => kind)

it('says nothing while all is well, nor of what is not known', () => {
  expect(kinds({})).toEqual([])
  expect(kinds({ hitRate: null, memoryBytes: null, maxMemoryBytes: null, pending: null })).toEqual([])
  expect(kinds({ maxMemoryBytes: null, memoryBytes: 1e12 })).toEqual([])
  expect(kinds({ near: { state: 'off' } })).toEqual([])
})

it.each<[Partial<AlertFigures>, ReturnType<typeof kinds>]>([
  [{ redis: 'down' }, ['redis-down']],
  [{ breaker: 'open' }, ['breaker-open']],
  [{ breaker: 'halfOpen' }, ['breaker-open']],
  [{ near: { state: 'cut' } }, ['near-cut']],
  [{ near: { state: 'cut' }, redis: 'down' }, ['redis-down']],
  [{ hitRate: 0.69 }, ['low-hit-rate']],
  [{ hitRate: 0.7 }, []],
  [{ memoryBytes: 80.1 }, ['memory']],
  [{ memoryBytes: 80 }, []],
  [{ pending: 1001 }, ['pending']],
  [{ pending: 1000 }, []],
])('%j is %j', (figures, expected) => {
  expect(kinds(figures)).toEqual(expected)
})

it('a low hit rate is one only once it has been read from at least 20 reads', () => {
  expect(kinds({ hitRate: 0, recentReads: 19 })).toEqual([])
  expect(kinds({ hitRate: 0, recentReads: 20 })).toEqual(['low-hit-rate'])
})

it('names what was measured beside its limit, the worst first', () => {
  const figures = { redis: 'up', breaker: 'open', near: { state: 'cut' }, hitRate: 0.2 } as const
  const alerts = readAlerts(
    { ...healthy, ...figures, memoryBytes: 90, pending: 5000 },
    { hitRate: 0.5, memory: 0.8, pending: 2000 },
  )
  expect(alerts).toEqual([
    { kind: 'breaker-open', value: null, threshold: null },
    { kind: 'near-cut', value: null, threshold: null },
    { kind: 'low-hit-rate', value: 0.2, threshold: 0.5 },
    { kind: 'memory', value: 0.9, threshold: 0.8 },
    { kind: 'pending', value: 5000, threshold: 2000 },
  ])
  expect(alertKinds[0]).toBe('redis-down')
})
