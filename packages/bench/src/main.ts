import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureBareHops } from './bare-hop.js'
import { measureBulk } from './bulk.js'
import { measureEdits } from './edit-latency.js'
import { percentiles } from './percentiles.js'
import { readRunningStack } from './running-stack.js'

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.rollcall' },
    edits: { type: 'string', default: '200' },
    users: { type: 'string', default: '10000' },
  },
})
const password = process.env.DEMO_PASSWORD
if (!password) throw new Error('DEMO_PASSWORD is missing: give the password of the running demo')

const stack = await readRunningStack(values['data-dir'])
const edits = Number(values.edits)
const rounded = (sample: number[]) =>
  Object.fromEntries(Object.entries(percentiles(sample)).map(([name, ms]) => [name, Math.round(ms * 100) / 100]))

const result = {
  at: new Date().toISOString(),
  node: process.version,
  edit: {
    unit: 'ms',
    edits,
    acknowledgedToClinicalStore: rounded(await measureEdits(stack, password, edits)),
    bareBullMqHop: rounded(await measureBareHops(stack.queueRedis.url, edits)),
  },
  bulk: await measureBulk(stack, Number(values.users)),
}
const { users, insertSeconds, clinicalSeconds, chatSeconds } = result.bulk
console.table({
  'edit → clinical store (ms)': result.edit.acknowledgedToClinicalStore,
  'bare BullMQ hop (ms)': result.edit.bareBullMqHop,
})
console.table({
  'directory insert alone': { seconds: insertSeconds, usersPerSecond: Math.round(users / insertSeconds) },
  'in the clinical store': { seconds: clinicalSeconds, usersPerSecond: Math.round(users / clinicalSeconds) },
  'in the user cache': { seconds: chatSeconds, usersPerSecond: Math.round(users / chatSeconds) },
})
await mkdir('test-results', { recursive: true })
await writeFile(join('test-results', 'bench.json'), `${JSON.stringify(result, null, 2)}\n`)
