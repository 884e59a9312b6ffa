import { readFile } from 'node:fs/promises'
import { z } from 'zod'

export interface TestSums {
  passed: number
  failed: number
}

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

const playwrightSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
})

/** Sums of Vitest's JSON report. A file that failed outside its tests counts as one failure. */
export async function readVitestReport(path: string): Promise<TestSums> {
  const report = vitestSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length }
}

/** Sums of Playwright's JSON report. A flaky test passed in the end; an error outside the tests is one failure. */
export async function readPlaywrightReport(path: string): Promise<TestSums> {
  const { stats, errors } = playwrightSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }
}

/** A runner that failed without saying which test did must not end as green. */
export function withExitCode(sums: TestSums, exitCode: number | undefined): TestSums {
  return exitCode !== 0 && sums.failed === 0 ? { ...sums, failed: 1 } : sums
}
