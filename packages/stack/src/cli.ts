import { inspect } from 'node:util'
import { appUrl } from './apps.js'
import { openDataFolder } from './data-folder.js'
import { helpText } from './help.js'
import { parseOptions, type StackOptions } from './options.js'
import { seedUsers } from './seed-users.js'
import { describeFailure } from './stack-error.js'
import { createStackRun } from './stack-run.js'
import { startStack } from './start.js'
import { verifyAudit } from './verify-audit.js'

// npm and the terminal both deliver one Ctrl-C, so two signals in quick succession are one wish.
const sameWishMs = 700

/** Runs one command of the stack and answers the exit code. */
export async function runCli(argv: string[]): Promise<number> {
  let dataDir = ''
  try {
    const options = parseOptions(argv, process.env)
    dataDir = options.dataDir
    if (options.command === 'help') {
      process.stdout.write(helpText)
      return 0
    }
    if (options.command === 'verify-audit') return await verifyAudit(options, process.env)
    return options.command === 'seed' ? await seedUsers(options, process.env) : await superviseStack(options)
  } catch (error) {
    process.stderr.write(`\n${describeFailure(error, dataDir)}\n`)
    if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${inspect(error)}\n`)
    // Of the audit, 1 would mean that something was found.
    return argv[0] === 'verify-audit' ? 2 : 1
  }
}

async function superviseStack(options: StackOptions): Promise<number> {
  const signal = listenForStop()
  // Everything we or our children write is for this user alone.
  process.umask(0o077)
  const folder = await openDataFolder(options.dataDir)
  const run = createStackRun(options, folder, (sentence) => process.stderr.write(`${sentence}\n`))
  signal.onSecond(() => run.hurry())
  let failure: unknown
  try {
    const starting = startStack(options, folder, run, process.env)
    // When the wish to stop comes first, the interrupted start may fail as it likes.
    starting.catch(() => undefined)
    const signIn = await Promise.race([starting, signal.first])
    if (signIn) {
      process.stdout.write(`\nRollcall is running: ${appUrl(options, 'portal')}\n${signIn}\nCtrl-C stops it.\n\n`)
      await signal.first
    }
  } catch (error) {
    failure = error
  }
  process.stdout.write(failure ? '' : '\nStopping …\n')
  await run.stopAll()
  await folder.release()
  if (failure) throw failure
  process.stdout.write('Stopped.\n')
  return 0
}

function listenForStop() {
  let hurry = () => {}
  let firstAt: number | undefined
  const first = new Promise<undefined>((resolve) => {
    const onSignal = () => {
      if (firstAt === undefined) {
        firstAt = Date.now()
        resolve(undefined)
      } else if (Date.now() - firstAt > sameWishMs) {
        hurry()
      }
    }
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal)
  })
  return {
    first,
    onSecond: (action: () => void) => {
      hurry = action
    },
  }
}
