import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '../test-servers.js'
import { scenarios } from './catalogue.js'
import { parseOptions } from './options.js'
import { formatReport, formatSeconds, hasPassed } from './report.js'
import { runSuite } from './run-suite.js'

/** The whole suite ends by itself, whatever hangs. */
const wholeLimitMs = 45 * 60_000

const print = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<number> {
  const options = parseOptions(
    process.argv.slice(2),
    scenarios.map(({ name }) => name),
  )
  if (options.list) {
    for (const { name, fault, short } of scenarios) print(`${name}${short ? ' (short)' : ''}: ${fault}`)
    return 0
  }
  const chosen = scenarios.filter(({ name, short }) =>
    options.only.length > 0 ? options.only.includes(name) : !options.short || short,
  )
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(wholeLimitMs)])
  const startedAt = Date.now()
  print(`${chosen.length} faults …`)
  const results = await runSuite({ scenarios: chosen, short: options.short, signal, print })
  const passed = results.filter(hasPassed).length
  const failed = chosen.length - passed
  const jsonFile = options.jsonFile ?? join(repositoryRoot, '.rollcall', 'faults.json')
  await mkdir(dirname(jsonFile), { recursive: true })
  const machine = { node: process.version, cpus: cpus().length, platform: process.platform }
  const sums = { passed, failed, seconds: (Date.now() - startedAt) / 1000 }
  await writeFile(
    jsonFile,
    `${JSON.stringify({ at: new Date(startedAt).toISOString(), machine, ...sums, results }, null, 2)}\n`,
  )
  print(`\n${formatReport(results)}\n`)
  print(`${passed} faults passed, ${failed} failed in ${formatSeconds(sums.seconds)}; the figures are in ${jsonFile}`)
  return failed === 0 && passed > 0 ? 0 : 1
}

try {
  process.exit(await main())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
