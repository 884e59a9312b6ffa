import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BenchSize } from './bench-size.js'
import { printResult } from './print-result.js'
import { type SuiteName, suites } from './suites.js'

const whole: BenchSize = {
  rounds: 3,
  users: 300_000,
  edits: 1000,
  cachedUsers: 300_000,
  idleSeconds: 60,
  tabMinutes: 60,
  growth: [10_000, 100_000, 300_000, 1_000_000],
}
const quick: BenchSize = {
  rounds: 1,
  users: 20_000,
  edits: 200,
  cachedUsers: 20_000,
  idleSeconds: 10,
  tabMinutes: 2,
  growth: [5000, 10_000, 20_000],
}
const names = Object.keys(suites) as SuiteName[]

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
})
const wanted = values.only?.split(',') ?? names
const unknown = wanted.filter((name) => !names.some((known) => known === name))
if (unknown.length > 0)
  throw new Error(`--only: there is no ${unknown.join(', ')}. Expected some of ${names.join(', ')}.`)
const size = { ...(values.quick ? quick : whole), ...(values.rounds ? { rounds: Number(values.rounds) } : {}) }

const results: Partial<Record<SuiteName, object>> = {}
for (const name of names.filter((known) => wanted.includes(known))) {
  console.log(`\n${name} …`)
  const result = await suites[name](size)
  results[name] = result
  printResult(name, result)
}
const machine = { cpus: cpus().length, model: cpus()[0]?.model, gigabytes: Math.round(totalmem() / 2 ** 30) }
const report = {
  at: new Date().toISOString(),
  node: process.version,
  platform: process.platform,
  machine,
  size,
  results,
}
await mkdir('test-results', { recursive: true })
await writeFile(join('test-results', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
console.log('\nThe figures are in test-results/bench.json.')
