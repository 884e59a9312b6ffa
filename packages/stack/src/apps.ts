import type { AppName, StackOptions } from './options.js'
import { fromDependency, fromRepository } from './repository.js'
import type { ProcessCommand } from './run-process.js'
import type { Secrets } from './secrets.js'

export interface Addresses {
  /** As their owner: for migrations and scripts. */
  databases: { auth: string; user: string; chat: string }
  /** As the login of each service, which owns nothing. */
  logins: { auth: string; user: string; chat: string }
  queueRedisUrl: string
  cacheRedisUrl: string
}

export const appNames: AppName[] = ['authService', 'userService', 'chatService', 'portal']

const folders: Record<AppName, string> = {
  portal: 'apps/portal',
  authService: 'apps/auth-service',
  userService: 'apps/user-service',
  chatService: 'apps/chat-service',
}

/** The app's name as people and log files know it. */
export function appTitle(name: AppName): string {
  return folders[name].slice('apps/'.length)
}

export function appUrl(options: StackOptions, name: AppName): string {
  const host = name === 'portal' ? 'localhost' : '127.0.0.1'
  return `http://${host}:${options.appPorts[name]}`
}

/** The environment of each app: only what it needs; secrets and addresses of others are left out. */
export function appEnvironments(
  options: StackOptions,
  addresses: Addresses,
  secrets: Secrets,
  env: NodeJS.ProcessEnv,
): Record<AppName, Record<string, string>> {
  const ports = options.appPorts
  const { logins, queueRedisUrl, cacheRedisUrl } = addresses
  const authSecret = env.AUTH_SECRET ?? secrets.authSecret
  const userSecret = env.USER_SERVICE_SECRET ?? secrets.userServiceSecret
  const chatSecret = env.CHAT_SERVICE_SECRET ?? secrets.chatServiceSecret
  const portalUrl = env.PORTAL_URL ?? `http://localhost:${ports.portal},http://127.0.0.1:${ports.portal}`
  const shared: Record<string, string> = {
    ...ordinaryVariables(env),
    NODE_ENV: options.command === 'dev' ? 'development' : 'production',
    PORTAL_URL: portalUrl,
    AUTH_SERVICE_URL: appUrl(options, 'authService'),
    USER_SERVICE_URL: appUrl(options, 'userService'),
    CHAT_SERVICE_URL: appUrl(options, 'chatService'),
  }
  const bus = {
    ...{ QUEUE_REDIS_URL: queueRedisUrl, EVENT_BUS_URL: env.EVENT_BUS_URL ?? queueRedisUrl },
    EVENT_KEYS: env.EVENT_KEYS ?? secrets.eventKeys,
  }
  return {
    authService: {
      ...{ ...shared, ...bus, AUTH_SERVICE_PORT: String(ports.authService), AUTH_DATABASE_URL: logins.auth },
      ...{ AUTH_SECRET: authSecret, USER_SERVICE_SECRET: userSecret, CHAT_SERVICE_SECRET: chatSecret },
      ...pick(env, ['SMTP_URL', 'MAIL_FROM', 'SETUP_TOKEN']),
      // The console runs beside it; what TRUSTED_PROXIES names stands before the console.
      TRUSTED_PROXIES: '127.0.0.1,::1',
    },
    userService: {
      ...{ ...shared, ...bus, USER_SERVICE_PORT: String(ports.userService), USER_DATABASE_URL: logins.user },
      USER_SERVICE_SECRET: userSecret,
    },
    chatService: {
      ...{ ...shared, ...bus, CHAT_SERVICE_PORT: String(ports.chatService), CHAT_DATABASE_URL: logins.chat },
      ...{ CACHE_REDIS_URL: cacheRedisUrl, CHAT_SERVICE_SECRET: chatSecret },
    },
    portal: {
      ...shared,
      ...{ PORTAL_PORT: String(ports.portal), PORT: String(ports.portal), HOSTNAME: env.BIND_HOST ?? '127.0.0.1' },
      NEXT_TELEMETRY_DISABLED: '1',
    },
  }
}

const notPassedOn =
  /(_DATABASE_URL|_REDIS_URL|EVENT_BUS_URL|EVENT_KEYS|_DATABASE_PASSWORD|_SECRET|_PORT|DEMO_PASSWORD|SETUP_TOKEN|SMTP_URL|MAIL_FROM|^INIT_CWD|^npm_.*|^TURBO_.*)$/

function pick(env: NodeJS.ProcessEnv, names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
}

function ordinaryVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !notPassedOn.test(name))
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

export function appCommand(
  name: AppName,
  command: StackOptions['command'],
  env: Record<string, string>,
): ProcessCommand {
  const cwd = fromRepository(folders[name])
  const run = (...args: string[]): ProcessCommand => ({ file: process.execPath, args, cwd, env })
  if (command !== 'dev') {
    return run(
      name === 'portal' ? fromRepository('apps/portal/.next/standalone/apps/portal/server.js') : 'dist/main.js',
    )
  }
  if (name === 'portal') {
    const next = fromDependency(folders.portal, 'next', 'dist/bin/next')
    return run(next, 'dev', '-p', env.PORT ?? '', '-H', env.HOSTNAME ?? '')
  }
  const tsx = fromDependency('.', 'tsx', 'dist/cli.mjs')
  return run(tsx, 'watch', '--clear-screen=false', '--conditions=rollcall-source', 'src/main.ts')
}

/** A command line tool of a service, from its build, or in `dev` from its source. */
export function appTool(
  name: Exclude<AppName, 'portal'>,
  tool: string,
  options: { command: StackOptions['command']; env: Record<string, string>; args?: string[] },
): ProcessCommand {
  const args =
    options.command === 'dev'
      ? [fromDependency('.', 'tsx', 'dist/cli.mjs'), '--conditions=rollcall-source', `src/cli/${tool}.ts`]
      : [`dist/cli/${tool}.js`]
  return {
    file: process.execPath,
    args: [...args, ...(options.args ?? [])],
    cwd: fromRepository(folders[name]),
    env: options.env,
  }
}
