import { expect, test } from 'vitest'
import { formatReport, hasPassed, type ScenarioResult } from './report.js'

const good: ScenarioResult = {
  ...{ name: 'power-cut', fault: 'everything killed', acknowledged: 120, lost: 0, unexpected: 0, doubled: 7 },
  ...{ healSeconds: 1.25, seconds: 9, notes: ['500 were under way'], problems: [] },
}

test('a fault passes only when nothing is lost, nothing is unexpected, and it healed', () => {
  expect(hasPassed(good)).toBe(true)
  expect(hasPassed({ ...good, lost: 1 })).toBe(false)
  expect(hasPassed({ ...good, unexpected: 1 })).toBe(false)
  expect(hasPassed({ ...good, healSeconds: null })).toBe(false)
})

test('the table lines up, and what was wrong stands below it', () => {
  const bad = { ...good, name: 'hot-key', lost: 12, healSeconds: null, problems: ['the cache has an old name'] }
  const [head = '', ...rows] = formatReport([good, bad]).split('\n')
  expect(head.indexOf('lost') + 'lost'.length).toBe((rows[1] ?? '').indexOf('12  ') + 2)
  expect(rows[1]).toContain('never')
  expect(rows).toContain('hot-key: WRONG: the cache has an old name')
  expect(rows).toContain('power-cut: 500 were under way')
})
