#!/usr/bin/env node
// `npm run test:faults`: builds what changed, then runs the compiled fault suite.
import { build, checkMachine } from '../../stack/bin/build.mjs'

checkMachine()
await build(['build', '--filter=!@rollcall/portal'])
await import('../dist/faults/main.js')
