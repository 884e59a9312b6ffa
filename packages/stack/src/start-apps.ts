import { execa } from 'execa'
import { appCommand, appTitle, appUrl } from './apps.js'
import { openLog, tailLog } from './logs.js'
import type { AppName, StackOptions } from './options.js'
import type { ProcessCommand } from './run-process.js'
import { errorMessage, StackError } from './stack-error.js'
import type { StackRun } from './stack-run.js'
import { waitUntilReady } from './wait-until-ready.js'

const readyTimeoutMs = 120_000

/** Starts one app and waits until it can do its work. */
export async function startApp(
  name: AppName,
  context: { options: StackOptions; run: StackRun; env: Record<string, string> },
  onProgress: (text: string) => void,
): Promise<void> {
  const { options, run, env } = context
  const logFile = await openLog(options.dataDir, appTitle(name))
  await run.start({
    ...{ name, title: appTitle(name), command: appCommand(name, options.command, env), logFile },
    ...{ stopSignal: 'SIGTERM', stopTimeoutMs: 10_000, hurrySignal: 'SIGKILL' },
  })
  try {
    await waitUntilReady(`http://127.0.0.1:${options.appPorts[name]}`, {
      timeoutMs: readyTimeoutMs,
      giveUp: () => (run.isHopeless(name) ? 'it ends as soon as it starts' : undefined),
      onWaiting: (reason) => onProgress(`${appTitle(name)} waits: ${reason}`),
    })
  } catch (cause) {
    const log = await tailLog(logFile)
    throw new StackError(
      `${appTitle(name)} did not become ready at ${appUrl(options, name)}: ${errorMessage(cause)}.\n` +
        `Its last lines say why; correct that and start again.\n${log}\n(${logFile})`,
      { cause },
    )
  }
}

/** Runs a command line tool of a service to its end; its output goes to a log of its own. */
export async function runTool(
  title: string,
  command: ProcessCommand,
  context: { dataDir: string; run: StackRun },
): Promise<void> {
  const logFile = await openLog(context.dataDir, title)
  const result = await execa(command.file, command.args, {
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env: command.env ?? {},
    extendEnv: false,
    stdin: 'ignore',
    stdout: { file: logFile, append: true },
    stderr: { file: logFile, append: true },
    buffer: false,
    cancelSignal: context.run.stopping,
    reject: false,
  })
  if (result.exitCode === 0) return
  throw new StackError(`${title} failed. Its last lines say why:\n${await tailLog(logFile)}\n(${logFile})`)
}
