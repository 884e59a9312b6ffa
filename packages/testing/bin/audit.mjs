#!/usr/bin/env node
// `npm run audit:advisories`: fails at known advisories of level high or critical.
import { build, checkMachine } from '../../stack/bin/build.mjs'

checkMachine()
await build(['build', '--filter=@rollcall/testing'])
const { auditAdvisories } = await import('../dist/dependencies/audit-advisories.js')
const { passed, lines } = await auditAdvisories()
for (const line of lines) process.stdout.write(`${line}\n`)
process.exit(passed ? 0 : 1)
