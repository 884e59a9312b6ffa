import { expect, test } from 'vitest'
import { countDifferences, joinRuns, lastDone, type ReconcileRun, tookMs, withLive } from './read-run'

const runWith = (changes: Partial<ReconcileRun> = {}): ReconcileRun => ({
  id: '0199a0a0-0000-7000-8000-000000000001',
  ...{ mode: 'apply', reason: 'schedule', startedBy: null, state: 'done', error: null },
  ...{ startedAt: '2027-01-01T00:00:00.000Z', endedAt: '2027-01-01T00:00:00.340Z' },
  ...{ total: 10, done: 10, checked: 0, repaired: 0, refused: 0 },
  ...{ missing: 0, stale: 0, tampered: 0, orphaned: 0, ahead: 0 },
  ...changes,
})

test('differences are counted by kind, and kinds that did not occur are not named', () => {
  expect(countDifferences(runWith({ missing: 2, tampered: 1 }))).toEqual({
    differing: 3,
    kinds: [
      { kind: 'missing', count: 2 },
      { kind: 'tampered', count: 1 },
    ],
  })
  expect(countDifferences(runWith()).differing).toBe(0)
})

test('only a run of its own accord that found nothing is quiet, or one that failed before a whole run', () => {
  const quiet = (...runs: ReconcileRun[]) => joinRuns({ clinical: runs }).map((item) => item.quiet)
  expect(quiet(runWith())).toEqual([true])
  expect(quiet(runWith({ stale: 1 }))).toEqual([false])
  expect(quiet(runWith({ state: 'running', endedAt: null }))).toEqual([false])
  expect(quiet(runWith({ startedBy: 'someone' }))).toEqual([false])
  expect(quiet(runWith({ mode: 'preview' }))).toEqual([false])
  const failed = runWith({ state: 'failed' })
  expect(quiet(failed)).toEqual([false])
  expect(quiet(failed, runWith())).toEqual([false, true])
  expect(quiet(runWith({ startedBy: 'someone' }), failed)).toEqual([false, true])
  expect(quiet(runWith(), runWith({ state: 'failed', stale: 1 }))).toEqual([true, false])
  expect(quiet(runWith({ mode: 'preview' }), failed)).toEqual([false, false])
})

test('runs of both subscribers make one list, the newest first', () => {
  const early = runWith({ id: 'a' })
  const late = runWith({ id: 'b', startedAt: '2027-01-02T00:00:00.000Z' })
  expect(joinRuns({ clinical: [early], chat: [late] }).map(({ service, run }) => [service, run.id])).toEqual([
    ['chat', 'b'],
    ['clinical', 'a'],
  ])
  expect(joinRuns({})).toEqual([])
})

test('failures in a row are one line with their number, unless a person began them or they mended something', () => {
  const failed = runWith({ state: 'failed' })
  const byHand = runWith({ state: 'failed', startedBy: 'someone' })
  const runs = [failed, failed, failed, byHand, failed, runWith(), failed]
  const times = joinRuns({ clinical: runs }).map((item) => [item.run.state, item.times])
  expect(times).toEqual([
    ['failed', 3],
    ['failed', 1],
    ['failed', 1],
    ['done', 1],
    ['failed', 1],
  ])
})

test('what the stream tells of a run is newer than the list, until the list knows its end', () => {
  const running = runWith({ id: 'a', state: 'running', endedAt: null, done: 10 })
  const further = { ...running, done: 90 }
  const before = runWith({ id: 'b', startedAt: '2026-12-31T00:00:00.000Z' })
  expect(withLive([running, before], further)).toEqual([further, before])
  expect(withLive([before], further)).toEqual([further, before])
  expect(withLive([runWith({ id: 'a' }), before], further).map(({ state }) => state)).toEqual(['done', 'done'])
  expect(withLive([before], null)).toEqual([before])
})

test('a run tells how long it took once it has ended, and the last one that ended well says how things stand', () => {
  expect(tookMs(runWith())).toBe(340)
  expect(tookMs(runWith({ endedAt: null }))).toBeNull()
  const stopped = runWith({ id: 'stopped', state: 'stopped' })
  expect(lastDone([stopped, runWith({ id: 'done' })])?.id).toBe('done')
  expect(lastDone([stopped])).toBeNull()
})
