#!/usr/bin/env node
// `npm test`: builds what changed, then hands over to the compiled runner.
import { build, checkMachine } from '../../stack/bin/build.mjs'

checkMachine()
await build(['build'])
const { runTests } = await import('../dist/run-tests.js')
process.exit(await runTests(process.argv.slice(2)))
