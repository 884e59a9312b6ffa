import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fromRepository } from './repository.js'
import { errorMessage, StackError } from './stack-error.js'

export type AppName = 'portal' | 'authService' | 'userService' | 'chatService'

export interface StackOptions {
  command: 'start' | 'dev' | 'seed' | 'verify-audit' | 'help'
  dataDir: string
  appPorts: Record<AppName, number>
  restart: boolean
  demo: boolean
  /** For `seed`: how many users to add. */
  users: number
  /** For `verify-audit`: a hash that the chain must hold. */
  contains?: string
}

const commands = ['start', 'dev', 'seed', 'verify-audit', 'help'] as const
const maxSeedUsers = 300_000

const portDefaults: Record<AppName, { variable: string; port: number }> = {
  portal: { variable: 'PORTAL_PORT', port: 3100 },
  authService: { variable: 'AUTH_SERVICE_PORT', port: 8001 },
  userService: { variable: 'USER_SERVICE_PORT', port: 8002 },
  chatService: { variable: 'CHAT_SERVICE_PORT', port: 8003 },
}

/** Reads the command line and the port variables. Throws a StackError that names the faulty part. */
export function parseOptions(argv: string[], env: NodeJS.ProcessEnv): StackOptions {
  const { values, positionals } = readArguments(argv)
  if (values.help) return { ...defaults(env), command: 'help' }
  const [name = 'start', ...rest] = positionals
  const command = commands.find((known) => known === name)
  if (!command || rest.length > 0) {
    throw new StackError(
      `There is no command "${positionals.join(' ')}". Commands: start, dev, seed, verify-audit. See --help.`,
    )
  }
  if (command === 'seed' && values.users === undefined) {
    throw new StackError(`How many users? For example: npm run seed -- --users 1000 (at most ${maxSeedUsers}).`)
  }
  const base =
    values['port-base'] === undefined ? undefined : parseWhole('--port-base', values['port-base'], 1024, 65532)
  return {
    ...defaults(env),
    command,
    ...(values['data-dir'] === undefined ? {} : { dataDir: resolve(callerFolder(env), values['data-dir']) }),
    ...(base === undefined
      ? {}
      : { appPorts: { portal: base, authService: base + 1, userService: base + 2, chatService: base + 3 } }),
    restart: !values['no-restart'],
    demo: !values['no-demo'],
    users: values.users === undefined ? 0 : parseWhole('--users', values.users, 1, maxSeedUsers),
    ...(values.contains === undefined ? {} : { contains: values.contains }),
  }
}

function readArguments(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        'data-dir': { type: 'string' },
        'port-base': { type: 'string' },
        'no-restart': { type: 'boolean' },
        'no-demo': { type: 'boolean' },
        users: { type: 'string' },
        contains: { type: 'string' },
      },
    })
  } catch (error) {
    throw new StackError(`${errorMessage(error).split('. ')[0]}. See npm run stack -- --help.`)
  }
}

function defaults(env: NodeJS.ProcessEnv): StackOptions {
  const port = (name: AppName) => {
    const { variable, port: fallback } = portDefaults[name]
    const given = env[variable]
    return given === undefined || given === '' ? fallback : parseWhole(variable, given, 1, 65535)
  }
  return {
    command: 'start',
    dataDir: fromRepository('.rollcall'),
    appPorts: {
      portal: port('portal'),
      authService: port('authService'),
      userService: port('userService'),
      chatService: port('chatService'),
    },
    restart: true,
    demo: true,
    users: 0,
  }
}

// npm changes into the repository before it runs a script; a relative path is meant from where the person stood.
function callerFolder(env: NodeJS.ProcessEnv): string {
  return env.INIT_CWD ?? process.cwd()
}

function parseWhole(name: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw new StackError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`)
}
