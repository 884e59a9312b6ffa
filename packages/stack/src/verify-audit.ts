import { execa } from 'execa'
import { appTool } from './apps.js'
import type { StackOptions } from './options.js'
import { loadSecrets } from './secrets.js'
import { StackError } from './stack-error.js'
import { readStackFile } from './stack-file.js'

/**
 * Checks the seals of the directory that runs from the data folder, or of the one that AUTH_DATABASE_URL and AUTH_SECRET
 * name. Answers 0 when everything is as it was sealed, 1 with findings, 2 when it could not be checked.
 */
export async function verifyAudit(options: StackOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const target = await findDirectory(options, env)
  const args = options.contains === undefined ? [] : ['--contains', options.contains]
  const tool = appTool('authService', 'verify-audit', { command: 'start', env: target, args })
  const result = await execa(tool.file, tool.args, {
    ...(tool.cwd === undefined ? {} : { cwd: tool.cwd }),
    env: { PATH: env.PATH ?? '', NODE_ENV: 'production', ...tool.env },
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  })
  return result.exitCode ?? 2
}

async function findDirectory({ dataDir }: StackOptions, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const { AUTH_DATABASE_URL, AUTH_SECRET } = env
  if (AUTH_DATABASE_URL && AUTH_SECRET) return { AUTH_DATABASE_URL, AUTH_SECRET }
  const stack = await readStackFile(dataDir)
  if (!stack) {
    throw new StackError(
      `No Rollcall runs from ${dataDir}: start it with npm start, or name AUTH_DATABASE_URL and AUTH_SECRET.`,
    )
  }
  const secrets = await loadSecrets(dataDir)
  return { AUTH_DATABASE_URL: stack.databases.auth, AUTH_SECRET: AUTH_SECRET ?? secrets.authSecret }
}
