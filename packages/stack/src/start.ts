import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Listr, type ListrTask } from 'listr2'
import { type Addresses, appEnvironments, appNames, appTitle, appTool, appUrl } from './apps.js'
import type { DataFolder } from './data-folder.js'
import { ensureServiceLogin } from './database-login.js'
import { type Demo, openDemo } from './demo.js'
import { describeFirstRun } from './first-run.js'
import { requireFreePort } from './free-ports.js'
import { applyMigrations } from './migrate.js'
import type { AppName, StackOptions } from './options.js'
import { findRedisServer } from './redis-program.js'
import { fromRepository } from './repository.js'
import { loadSecrets } from './secrets.js'
import type { StackRun } from './stack-run.js'
import { runTool, startApp } from './start-apps.js'
import {
  checkGivenDatabase,
  checkGivenRedis,
  choosePorts,
  type DatabaseName,
  databases,
  givenDatabase,
  type ServerContext,
  serverAddresses,
  serviceLogin,
  startPostgres,
  startRedis,
} from './start-servers.js'

interface Plan {
  options: StackOptions
  server: ServerContext
  addresses: Addresses
  environments: Record<AppName, Record<string, string>>
  demo: Demo
  /** What went wrong, first things first. */
  failures: unknown[]
}

/**
 * Starts everything in order, a step of the list each, and answers how to sign in.
 * Throws a StackError at the first step that fails; whoever called stops what runs by then.
 */
export async function startStack(
  options: StackOptions,
  folder: DataFolder,
  run: StackRun,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  for (const name of appNames) {
    await requireFreePort(options.appPorts[name], env.BIND_HOST || '127.0.0.1', appTitle(name))
  }
  const secrets = await loadSecrets(folder.path)
  const demo = await openDemo(folder.path, secrets, env.DEMO_PASSWORD || undefined)
  const ports = await choosePorts(folder.path)
  const server = { dataDir: folder.path, secrets, env, ports, run }
  const addresses = serverAddresses(server)
  const setupToken = env.SETUP_TOKEN || randomBytes(32).toString('base64url')
  const environments = appEnvironments(options, addresses, secrets, { ...env, SETUP_TOKEN: setupToken })
  const plan: Plan = { options, server, addresses, environments, demo, failures: [] }
  await createSteps(plan)
    .run()
    .catch((error) => {
      throw plan.failures[0] ?? error
    })
  return options.demo ? demo.describeSignIn() : describeFirstRun(options, setupToken)
}

function createSteps(plan: Plan): Listr {
  const inParallel = (title: string, steps: ListrTask[]): ListrTask => ({
    title,
    task: (_, task) => task.newListr(withShortFailures(plan, steps), { concurrent: true }),
  })
  const migrations = databases.map((name) => migrationStep(plan, name))
  const apps = appNames.map((name) => appStep(plan, name))
  const steps: ListrTask[] = [
    inParallel('Servers', serverSteps(plan)),
    inParallel('Migrations', migrations),
    { title: 'Demo directory', skip: () => isSeeded(plan, 'auth'), task: () => seedDemo(plan, 'auth') },
    { title: 'Addresses for scripts', task: () => plan.server.run.publish(plan.addresses) },
    inParallel('Apps', apps),
    { title: 'Demo appointments', skip: () => isSeeded(plan, 'user'), task: () => seedDemo(plan, 'user') },
    { title: 'Demo conversations', skip: () => isSeeded(plan, 'chat'), task: () => seedDemo(plan, 'chat') },
  ]
  return new Listr(withShortFailures(plan, steps), {
    registerSignalListeners: false,
    fallbackRenderer: 'simple',
    rendererOptions: { collapseErrors: false, collapseSubtasks: false },
    fallbackRendererCondition: () => !isInteractive(),
  })
}

function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && process.stdout.columns > 20
}

// The list only marks the step that failed; the sentence comes once, beneath it.
function withShortFailures({ failures }: Plan, steps: ListrTask[]): ListrTask[] {
  return steps.map((step) => ({
    ...step,
    task: async (context, task) => {
      try {
        return await step.task(context, task)
      } catch (error) {
        failures.push(error)
        throw new Error('see below', { cause: error })
      }
    },
  }))
}

function serverSteps({ server, addresses }: Plan): ListrTask[] {
  const { env } = server
  const given = databases.filter((name) => givenDatabase(env, name))
  const redisStep = (role: 'queue' | 'cache'): ListrTask => {
    const variable = role === 'queue' ? 'QUEUE_REDIS_URL' : 'CACHE_REDIS_URL'
    const url = env[variable]
    if (url) return { title: `Redis for the ${role}: yours`, task: () => checkGivenRedis(variable, url) }
    return {
      title: `Redis for the ${role}`,
      task: async (_, task) => {
        // Both roles wait for the same search, so a missing server is installed once.
        await findServerOnce(() => {
          task.output = 'installing a Redis server'
        })
        await startRedis(server, role)
      },
    }
  }
  const findServerOnce = once(findRedisServer)
  const postgres: ListrTask = {
    title: 'PostgreSQL',
    task: (_, task) =>
      startPostgres(server, (text) => {
        task.output = text
      }),
  }
  const checks = given.map((name): ListrTask => {
    const variable = `${name.toUpperCase()}_DATABASE_URL`
    return { title: `${variable}: yours`, task: () => checkGivenDatabase(variable, addresses.databases[name]) }
  })
  return [...(given.length < databases.length ? [postgres] : []), ...checks, redisStep('queue'), redisStep('cache')]
}

function once<Argument, Result>(work: (argument: Argument) => Promise<Result>) {
  let result: Promise<Result> | undefined
  return (argument: Argument) => {
    result ??= work(argument)
    return result
  }
}

function appStep(plan: Plan, name: AppName): ListrTask {
  const { options, server, environments } = plan
  return {
    title: appTitle(name),
    task: async (_, task) => {
      await startApp(name, { options, run: server.run, env: environments[name] }, (text) => {
        if (task.output !== text) task.output = text
      })
      task.title = `${appTitle(name)}: ${appUrl(options, name)}`
    },
  }
}

function migrationStep({ addresses, server }: Plan, name: DatabaseName): ListrTask {
  return {
    title: `${name}_db`,
    task: async (_, task) => {
      const schemaDir = fromRepository(join('prisma', name))
      const databaseUrl = addresses.databases[name]
      const applied = await applyMigrations({ databaseUrl, schemaDir })
      if (!givenDatabase(server.env, name)) {
        const { user: login, password } = serviceLogin(server.secrets, name)
        await ensureServiceLogin({ databaseUrl, login, password })
      }
      task.title = `${name}_db: ${applied.length === 0 ? 'up to date' : `${applied.length} applied`}`
    },
  }
}

function isSeeded({ options, demo, addresses }: Plan, database: DatabaseName): boolean {
  return !options.demo || demo.isSeeded(database, addresses.databases[database])
}

async function seedDemo(plan: Plan, database: DatabaseName): Promise<void> {
  const { options, demo, addresses, server, environments } = plan
  const app = ({ auth: 'authService', user: 'userService', chat: 'chatService' } as const)[database]
  const password: Record<string, string> = database === 'auth' ? { DEMO_PASSWORD: demo.password } : {}
  const env = { ...environments[app], ...password }
  await runTool(`seed-${appTitle(app)}`, appTool(app, 'seed-demo', { command: options.command, env }), server)
  await demo.markSeeded(database, addresses.databases[database])
}
