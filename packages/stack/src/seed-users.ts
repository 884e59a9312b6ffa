import { setTimeout as sleep } from 'node:timers/promises'
import cliProgress from 'cli-progress'
import { execa } from 'execa'
import { appEnvironments, appTool } from './apps.js'
import { runSql } from './database.js'
import type { StackOptions } from './options.js'
import { loadSecrets } from './secrets.js'
import { StackError } from './stack-error.js'
import { readStackFile, type StackFile } from './stack-file.js'

const patienceMs = 120_000

interface Arrival {
  /** Events that wait in the outbox, unless a person has to approve them. */
  pending: number
  directory: number
  clinical: number
  /** Events that the chat cache has taken, over all time. */
  chat: number
}

/** Adds generated users to the running stack and waits until both subscribers have them. */
export async function seedUsers(options: StackOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const stack = await readStackFile(options.dataDir)
  if (!stack?.authService.pid) {
    throw new StackError(
      `No Rollcall runs from ${options.dataDir}: start it with npm start, and seed from a second terminal.`,
    )
  }
  const secrets = await loadSecrets(options.dataDir)
  const addresses = {
    ...{ databases: stack.databases, logins: stack.databases },
    queueRedisUrl: stack.queueRedis.url,
    cacheRedisUrl: stack.cacheRedis.url,
  }
  const toolEnv = appEnvironments(options, addresses, secrets, env).authService
  const before = await readArrival(stack)
  const startedAt = Date.now()
  const args = ['--users', String(options.users)]
  const tool = appTool('authService', 'seed-users', { command: 'start', env: toolEnv, args })
  const result = await execa(tool.file, tool.args, {
    ...(tool.cwd === undefined ? {} : { cwd: tool.cwd }),
    env: tool.env ?? {},
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  })
  if (result.exitCode !== 0) throw new StackError('The users could not all be added; the lines above say why.')
  await waitForArrival(stack, before)
  const seconds = (Date.now() - startedAt) / 1000
  const added = (await readArrival(stack)).directory - before.directory
  process.stdout.write(
    `${added} users are in the directory and in both services after ${seconds.toFixed(1)} s ` +
      `(${Math.round(added / seconds)} users/s).\n`,
  )
  return 0
}

async function waitForArrival(stack: StackFile, before: Arrival): Promise<void> {
  const now = await readArrival(stack)
  const total = now.directory - before.directory
  const bars = new cliProgress.MultiBar(
    { format: '{name} [{bar}] {value}/{total}', hideCursor: true, noTTYOutput: true, notTTYSchedule: 2_000 },
    cliProgress.Presets.shades_grey,
  )
  const clinical = bars.create(total, 0, { name: 'user-service' })
  const chat = bars.create(total, 0, { name: 'chat-service' })
  let lastChangeAt = Date.now()
  let last = ''
  try {
    for (;;) {
      const arrival = await readArrival(stack)
      clinical.update(Math.min(total, Math.max(0, total - (arrival.directory - arrival.clinical))))
      chat.update(Math.min(total, arrival.chat - before.chat))
      const isAllThere = arrival.clinical >= arrival.directory && arrival.chat - before.chat >= total
      if (isAllThere && arrival.pending === 0) return
      const state = JSON.stringify(arrival)
      if (state !== last) lastChangeAt = Date.now()
      last = state
      if (Date.now() - lastChangeAt > patienceMs) {
        throw new StackError(
          `Nothing has arrived for ${patienceMs / 1000} s: the Sync page of the console shows where it waits.`,
        )
      }
      await sleep(200)
    }
  } finally {
    bars.stop()
  }
}

async function readArrival({ databases }: StackFile): Promise<Arrival> {
  const count = async (url: string, sql: string) => Number((await runSql<{ n: string }>(url, sql))[0]?.n ?? 0)
  const [pending, directory, clinical, chat] = await Promise.all([
    count(databases.auth, 'SELECT count(*) AS n FROM outbox WHERE NOT held'),
    count(databases.auth, 'SELECT count(*) AS n FROM "user"'),
    count(databases.user, 'SELECT count(*) AS n FROM directory_user'),
    count(databases.chat, 'SELECT coalesce(sum(applied + superseded), 0) AS n FROM subscriber_state'),
  ])
  return { pending, directory, clinical, chat }
}
