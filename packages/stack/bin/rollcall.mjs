#!/usr/bin/env node
// Checks Node, builds what changed, then hands over to the compiled command line.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, checkMachine, root } from './build.mjs'

checkMachine()
const argv = process.argv.slice(2)
const asksForHelp = argv.includes('--help') || argv.includes('-h') || argv[0] === 'help'
// seed runs beside a stack that was built to start; dev runs the services from their sources.
const onlyTools = asksForHelp || argv[0] === 'seed' || argv[0] === 'dev'
const onlyVerifies = argv[0] === 'verify-audit'

if (!asksForHelp || !existsSync(join(root, 'packages/stack/dist/cli.js'))) {
  const filters = ['--filter=@rollcall/stack', ...(onlyVerifies ? ['--filter=@rollcall/auth-service'] : [])]
  await build(onlyTools || onlyVerifies ? ['build', ...filters] : ['build'])
  if (argv[0] === 'dev') await build(['generate'])
}

const { runCli } = await import('../dist/cli.js')
process.exit(await runCli(argv))
