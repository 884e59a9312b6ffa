import { type Addresses, appNames, appUrl } from './apps.js'
import type { DataFolder } from './data-folder.js'
import type { ServerName } from './free-ports.js'
import { writeJsonFile } from './json-file.js'
import type { AppName, StackOptions } from './options.js'
import { StackError } from './stack-error.js'
import { type StackFile, stackFilePath } from './stack-file.js'
import { createSupervisor, type SupervisedSpec, type Supervisor } from './supervisor.js'

export type ProcessName = AppName | ServerName

export interface StackRun extends Pick<Supervisor<ProcessName>, 'hurry'> {
  /** Starts a process and keeps it running; refused once the stack is being stopped. */
  start: (spec: SupervisedSpec<ProcessName>) => Promise<void>
  /** True once a process that is being started has died more often than a restart could mend. */
  isHopeless: (name: ProcessName) => boolean
  /** Aborted when the stack is being stopped. */
  stopping: AbortSignal
  /** From now on stack.json exists and follows every pid. */
  publish: (addresses: Addresses) => Promise<void>
  /** Apps first, then Redis, then PostgreSQL. */
  stopAll: () => Promise<void>
}

/** The supervisor of one stack, with run.json and stack.json kept in step with its processes. */
export function createStackRun(
  options: StackOptions,
  folder: DataFolder,
  onNotice: (sentence: string) => void,
): StackRun {
  const pids: Partial<Record<ProcessName, number>> = {}
  let published: Addresses | undefined
  let writing: Promise<void> = Promise.resolve()
  const stopping = new AbortController()

  const writeStackFile = () => {
    writing = writing
      .then(() =>
        published ? writeJsonFile(stackFilePath(folder.path), describeStack(options, published, pids)) : undefined,
      )
      .catch((error) => onNotice(String(error)))
    return writing
  }

  const supervisor = createSupervisor<ProcessName>({
    restart: options.restart,
    onNotice,
    onPid: (name, pid) => {
      if (pid === undefined) delete pids[name]
      else pids[name] = pid
      folder.noteChild(name, pid).catch((error) => onNotice(String(error)))
      void writeStackFile()
    },
  })

  return {
    ...{ hurry: supervisor.hurry, stopping: stopping.signal },
    isHopeless: (name) => supervisor.deaths(name) > (options.restart ? 1 : 0),
    start: async (spec) => {
      if (stopping.signal.aborted) throw new StackError('The start was interrupted.')
      await supervisor.start(spec)
    },
    publish: (addresses) => {
      published = addresses
      return writeStackFile()
    },
    stopAll: async () => {
      stopping.abort()
      await Promise.all(appNames.map((name) => supervisor.stop(name)))
      await Promise.all([supervisor.stop('queueRedis'), supervisor.stop('cacheRedis')])
      await supervisor.stop('postgres')
      published = undefined
      await writing
    },
  }
}

function describeStack(
  options: StackOptions,
  addresses: Addresses,
  pids: Partial<Record<ProcessName, number>>,
): StackFile {
  const app = (name: AppName) => ({ url: appUrl(options, name), pid: pids[name] ?? null })
  return {
    portal: app('portal'),
    authService: app('authService'),
    userService: app('userService'),
    chatService: app('chatService'),
    postgres: { pid: pids.postgres ?? null },
    databases: addresses.databases,
    queueRedis: { url: addresses.queueRedisUrl, pid: pids.queueRedis ?? null },
    cacheRedis: { url: addresses.cacheRedisUrl, pid: pids.cacheRedis ?? null },
  }
}
