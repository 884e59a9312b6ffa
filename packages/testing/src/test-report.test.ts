import { mkdtempSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPlaywrightReport, readVitestReport, withExitCode } from './test-report.js'

const folder = mkdtempSync(join(tmpdir(), 'rollcall-report-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function written(report: unknown): Promise<string> {
  const path = join(folder, `${Math.random()}.json`)
  await writeFile(path, JSON.stringify(report))
  return path
}

test('a file that broke before its first test counts as one failure', async () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'failed', assertionResults: [] },
  ]
  const path = await written({ numPassedTests: 2, numFailedTests: 1, testResults })
  expect(await readVitestReport(path)).toEqual({ passed: 2, failed: 2 })
})

test('an error outside the journeys counts as a failure, a flaky one as passed', async () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1 }
  expect(await readPlaywrightReport(await written({ stats, errors: [{}] }))).toEqual({ passed: 4, failed: 2 })
})

test('a runner that fails without a failed test is not green', () => {
  expect(withExitCode({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 })
  expect(withExitCode({ passed: 5, failed: 0 }, undefined)).toEqual({ passed: 5, failed: 1 })
  expect(withExitCode({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 })
})
