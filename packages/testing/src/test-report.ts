import { readFile } from 'node:fs/promises'

export interface TestSums {
  passed: number
  failed: number
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number }
  errors: unknown[]
}

/** Sums of Vitest's JSON report. A file that failed outside its tests counts as one failure. */
export async function readVitestReport(path: string): Promise<TestSums> {
  const report: VitestReport = JSON.parse(await readFile(path, 'utf8'))
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length }
}

/** Sums of Playwright's JSON report. A flaky test passed in the end; an error outside the tests is one failure. */
export async function readPlaywrightReport(path: string): Promise<TestSums> {
  const { stats, errors }: PlaywrightReport = JSON.parse(await readFile(path, 'utf8'))
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }
}

/** Sums of the fault suite's JSON report: a fault is a test. */
export async function readFaultReport(path: string): Promise<TestSums> {
  const { passed, failed }: TestSums = JSON.parse(await readFile(path, 'utf8'))
  return { passed, failed }
}

/** A runner that failed without saying which test did must not end as green. */
export function withExitCode(sums: TestSums, exitCode: number | undefined): TestSums {
  return exitCode !== 0 && sums.failed === 0 ? { ...sums, failed: 1 } : sums
}

export function addUp(parts: TestSums[]): TestSums {
  const sum = (of: keyof TestSums) => parts.reduce((total, part) => total + part[of], 0)
  return { passed: sum('passed'), failed: sum('failed') }
}
