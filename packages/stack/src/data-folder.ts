import { chmod, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './json-file.js'
import { endProcess, identifyProcess, isSameProcess, type ProcessRef } from './process-identity.js'
import { errorCode, explainFileError, StackError } from './stack-error.js'
import { readStackFile, stackFilePath } from './stack-file.js'

const processRefSchema = z.object({ pid: z.number().int().positive(), startedAt: z.string() })

/** run.json: who supervises this folder and what it started. It is the lock, and what a successor tidies up by. */
const runSchema = z.object({ supervisor: processRefSchema, children: z.record(z.string(), processRefSchema) })

export interface DataFolder {
  path: string
  /** Notes that the child `name` runs as `pid`, or no longer runs. */
  noteChild: (name: string, pid: number | undefined) => Promise<void>
  release: () => Promise<void>
}

const ours = /^(secrets\.json|run\.json|ports\.json|demo\.json|stack\.json|logs|postgres.*|redis-.*|\..*)$/

/**
 * Creates or checks the data folder and takes it for this process. Processes of a supervisor that was killed are
 * stopped first. Throws a StackError when another supervisor is at work in it.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await createFolder(path)
  const supervisor = identifyProcess(process.pid)
  if (!supervisor) throw new Error('This process could not be identified.')
  await takeOver(path)
  await closeToOthers(path)
  const runFile = join(path, 'run.json')
  const children: Record<string, ProcessRef> = {}
  await createExclusively(runFile)
  const write = () => writeJsonFile(runFile, { supervisor, children })
  await write()
  let queue: Promise<void> = Promise.resolve()
  return {
    path,
    noteChild: (name, pid) => {
      const child = pid === undefined ? undefined : identifyProcess(pid)
      if (child) children[name] = child
      else delete children[name]
      queue = queue.then(write)
      return queue
    },
    release: async () => {
      await queue
      await rm(stackFilePath(path), { force: true })
      await rm(runFile, { force: true })
    },
  }
}

async function createFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    const strangers = (await readdir(path)).filter((name) => !ours.test(name))
    if (strangers.length > 0) {
      throw new StackError(`${path} holds other things (${strangers[0]}): give --data-dir an empty or a new folder.`)
    }
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new StackError(`${path} is a file: give --data-dir a folder.`)
    throw explainFileError(error, path)
  }
}

// Only once the folder is ours: a running PostgreSQL may need the group's right to walk through, which stays.
async function closeToOthers(path: string): Promise<void> {
  try {
    await chmod(path, (await stat(path)).mode & 0o710)
    await mkdir(join(path, 'logs'), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw explainFileError(error, path)
  }
}

async function takeOver(path: string): Promise<void> {
  const runFile = join(path, 'run.json')
  const run = await readJsonFile(runFile, runSchema, 'Make sure that no Rollcall process runs, and delete it.')
  if (!run) return
  if (isSameProcess(run.supervisor)) {
    const address = await readStackFile(path).then(
      (stack) => stack?.portal.url,
      () => undefined,
    )
    throw new StackError(
      `Rollcall already runs from ${path} (process ${run.supervisor.pid}): ` +
        `${address ? `open ${address}` : 'it is still starting'}. For a second one give --data-dir and --port-base.`,
    )
  }
  const { postgres, queueRedis, cacheRedis, ...apps } = run.children
  await Promise.all(Object.values(apps).map((app) => endProcess(app, 'SIGTERM', 5_000)))
  for (const server of [queueRedis, cacheRedis]) if (server) await endProcess(server, 'SIGTERM', 10_000)
  if (postgres) await endProcess(postgres, 'SIGINT', 20_000)
  await unlink(runFile)
  await rm(stackFilePath(path), { force: true })
}

async function createExclusively(runFile: string): Promise<void> {
  try {
    await (await open(runFile, 'wx', 0o600)).close()
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw new StackError('Another Rollcall is starting from the same data folder.')
    throw explainFileError(error, runFile)
  }
}
