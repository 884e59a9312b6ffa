import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './json-file.js'
import type { Secrets } from './secrets.js'
import { StackError } from './stack-error.js'

export const demoAdministrator = 'admin@rollcall.test'
const minPasswordLength = 12

const demoSchema = z.object({
  /** For which databases the demo was written, as a keyed hash of their URLs. */
  databases: z.record(z.string(), z.string()),
  passwordSource: z.enum(['generated', 'given']),
  passwordTag: z.string(),
})

type DemoRecord = z.infer<typeof demoSchema>

export interface Demo {
  password: string
  isSeeded: (database: string, url: string) => boolean
  markSeeded: (database: string, url: string) => Promise<void>
  /** How to sign in, in one or two lines. */
  describeSignIn: () => string
}

/** The demo's password and what of it has been written already, so that the next start need not look again. */
export async function openDemo(dataDir: string, secrets: Secrets, given: string | undefined): Promise<Demo> {
  if (given !== undefined && given.length < minPasswordLength) {
    throw new StackError(`DEMO_PASSWORD needs at least ${minPasswordLength} characters.`)
  }
  const path = join(dataDir, 'demo.json')
  const tag = (text: string) => createHmac('sha256', secrets.authSecret).update(text).digest('base64url')
  const password = given ?? secrets.demoPassword
  const known = await readJsonFile(path, demoSchema, 'Delete it and start again: the demo is then checked once more.')
  const record: DemoRecord = known ?? {
    databases: {},
    passwordSource: given === undefined ? 'generated' : 'given',
    passwordTag: tag(password),
  }
  return {
    password,
    isSeeded: (database, url) => record.databases[database] === tag(url),
    markSeeded: async (database, url) => {
      record.databases[database] = tag(url)
      await writeJsonFile(path, record)
    },
    describeSignIn: () => {
      const kept = record.passwordSource === 'generated' ? secrets.demoPassword : 'the DEMO_PASSWORD of the first start'
      if (record.passwordTag === tag(password)) {
        return `Sign in as ${demoAdministrator} with ${given === undefined ? password : 'the DEMO_PASSWORD you set'}`
      }
      const note =
        given === undefined ? '' : '\n(DEMO_PASSWORD counts only when the demo is created, which it already is.)'
      return `Sign in as ${demoAdministrator} with ${kept}${note}`
    },
  }
}
