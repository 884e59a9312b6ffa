// Plain JavaScript, because it runs before anything is built.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Ends the process with a sentence when Node is too old or nothing is installed. */
export function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Rollcall needs Node 20.19 or newer; this is ${process.version}. Install a newer one from https://nodejs.org.`)
  }
  if (!existsSync(join(root, 'node_modules/turbo'))) fail('Run npm ci first: the dependencies are not installed.')
}

/** Runs turbo and shows its output only when it fails. With everything cached this takes well under a second. */
export async function build(args) {
  const turbo = join(dirname(createRequire(join(root, 'package.json')).resolve('turbo/package.json')), 'bin/turbo')
  const child = spawn(process.execPath, [turbo, 'run', ...args, '--ui=stream', '--output-logs=errors-only'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const stopProgress = showProgress()
  const stop = () => child.kill('SIGTERM')
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('close', (exitCode, signal) => resolve(signal ? 130 : exitCode))
  })
  process.off('SIGINT', stop).off('SIGTERM', stop)
  stopProgress()
  if (code === 130) process.exit(130)
  if (code !== 0) fail(`${output}\nThe build failed: correct what the lines above name, and start again.`)
}

function showProgress() {
  const startedAt = Date.now()
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  const isTerminal = process.stdout.isTTY
  const timer = setInterval(() => {
    if (isTerminal) process.stdout.write(`\rBuilding what changed … ${seconds()} s `)
    else if (seconds() % 15 === 1) process.stdout.write(`Building what changed … ${seconds()} s\n`)
  }, 1_000)
  return () => {
    clearInterval(timer)
    if (isTerminal && seconds() > 0) process.stdout.write('\n')
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  // Of the audit, 1 would mean that something was found.
  process.exit(process.argv[2] === 'verify-audit' ? 2 : 1)
}
