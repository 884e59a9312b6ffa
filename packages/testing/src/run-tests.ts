import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromDependency } from '@rollcall/stack/repository'
import { errorMessage, StackError } from '@rollcall/stack/stack-error'
import { execa } from 'execa'
import { ensureChromium } from './ensure-chromium.js'
import { startProductionStack } from './production-stack.js'
import {
  addUp,
  readFaultReport,
  readPlaywrightReport,
  readVitestReport,
  type TestSums,
  withExitCode,
} from './test-report.js'
import { repositoryRoot } from './test-servers.js'

/** Far longer than the short form takes: it ends by itself, and this ends it should it not. */
const faultsLimitMs = 300_000

/** Far longer than the abuse suite takes with its stack: it ends by itself, and this ends it should it not. */
const abuseLimitMs = 600_000

/**
 * `npm test`: unit and integration tests, the short form of the fault suite, the abuse suite and then the journeys, each
 * of the two against a production stack. `--abuse` and `--e2e` run only these. Other arguments go to Vitest alone, or
 * with --e2e to Playwright. Prints the sums as its last line and answers the exit code.
 */
export async function runTests(argv: string[]): Promise<number> {
  const [onlyJourneys, onlyAbuse] = [argv.includes('--e2e'), argv.includes('--abuse')]
  const extra = argv.filter((argument) => argument !== '--e2e' && argument !== '--abuse')
  const everything = !onlyJourneys && !onlyAbuse
  const reports = mkdtempSync(join(tmpdir(), 'rollcall-reports-'))
  const sums: TestSums[] = []
  try {
    if (everything) sums.push(await runPart('Tests', () => runVitest(join(reports, 'vitest.json'), extra)))
    if (everything && extra.length === 0) {
      sums.push(await runPart('Faults', () => runFaults(join(reports, 'faults.json'))))
    }
    if (onlyAbuse || (everything && extra.length === 0)) {
      sums.push(await runPart('Abuse', () => runAbuse(join(reports, 'abuse.json'), extra)))
    }
    if (onlyJourneys || (everything && extra.length === 0)) {
      sums.push(await runPart('Journeys', () => runJourneys(reports, extra)))
    }
  } finally {
    await rm(reports, { recursive: true, force: true })
  }
  const { passed, failed } = addUp(sums)
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

async function runPart(title: string, run: () => Promise<TestSums>): Promise<TestSums> {
  const startedAt = Date.now()
  const sums = await run().catch((error: unknown) => {
    process.stderr.write(`${error instanceof StackError ? error.message : errorMessage(error)}\n`)
    return { passed: 0, failed: 1 }
  })
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  process.stdout.write(`\n${title}: ${sums.passed} passed, ${sums.failed} failed in ${seconds} s.\n`)
  return sums
}

function runVitest(report: string, extra: string[]): Promise<TestSums> {
  return runVitestWith('packages/testing/vitest.config.ts', report, extra)
}

/** Its own setup starts the stack, with the sign-in limit that an installation has. */
function runAbuse(report: string, extra: string[]): Promise<TestSums> {
  return runVitestWith('packages/testing/abuse.vitest.config.ts', report, extra, abuseLimitMs)
}

async function runVitestWith(config: string, report: string, extra: string[], limitMs?: number): Promise<TestSums> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const vitest = fromDependency('.', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--config', join(repositoryRoot, config), ...reporters, ...extra]
  const exitCode = await runNode(args, {}, limitMs)
  return withExitCode(await readVitestReport(report), exitCode)
}

async function runFaults(report: string): Promise<TestSums> {
  const suite = join(repositoryRoot, 'packages/testing/dist/faults/main.js')
  const exitCode = await runNode([suite, '--short', '--json', report], {}, faultsLimitMs)
  return withExitCode(await readFaultReport(report), exitCode)
}

async function runJourneys(reports: string, extra: string[]): Promise<TestSums> {
  const chromiumPath = await ensureChromium()
  process.stdout.write('\nStarting a production stack for the journeys …\n')
  const stack = await startProductionStack()
  // Ctrl-C also reaches Playwright, which ends; then the stack is stopped as always.
  const ignore = () => undefined
  process.on('SIGINT', ignore)
  try {
    const environment = {
      E2E_BASE_URL: stack.url,
      E2E_STACK_FILE: stack.stackFile,
      CHROMIUM_PATH: chromiumPath,
      DEMO_PASSWORD: stack.demoPassword,
    }
    // One after the other: what the first does is felt on the whole stack, and what the last leaves stays in it.
    const sums: TestSums[] = []
    for (const project of ['alone', 'together', 'large']) {
      const report = join(reports, `${project}.json`)
      // Each run empties its folder: pictures of what failed in the one before must stay.
      const output = join(repositoryRoot, 'test-results', project)
      const args = ['--project', project, '--output', output, '--pass-with-no-tests', ...extra]
      const exitCode = await runPlaywright(args, { ...environment, E2E_JSON_REPORT: report })
      sums.push(withExitCode(await readPlaywrightReport(report), exitCode))
    }
    return addUp(sums)
  } finally {
    await stack.stop()
    process.off('SIGINT', ignore)
  }
}

function runPlaywright(args: string[], env: Record<string, string>): Promise<number | undefined> {
  const playwright = fromDependency('.', '@playwright/test', 'cli.js')
  return runNode([playwright, 'test', '--config', join(repositoryRoot, 'e2e/playwright.config.ts'), ...args], env)
}

async function runNode(args: string[], env: Record<string, string>, limitMs?: number): Promise<number | undefined> {
  const settings = {
    cwd: repositoryRoot,
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
    ...(limitMs === undefined ? {} : { timeout: limitMs, forceKillAfterDelay: 20_000 }),
  } as const
  return (await execa(process.execPath, args, settings)).exitCode
}
