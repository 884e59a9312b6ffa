import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './json-file.js'

const secret = z.string().min(20)

export const secretsSchema = z.object({
  /** Of the databases' owner, who migrates them. */
  postgresPassword: secret,
  authDatabasePassword: secret,
  userDatabasePassword: secret,
  chatDatabasePassword: secret,
  queueRedisPassword: secret,
  cacheRedisPassword: secret,
  authSecret: secret.min(32),
  userServiceSecret: secret.min(32),
  chatServiceSecret: secret.min(32),
  /** As EVENT_KEYS takes them: id:base64 of 32 bytes, several separated by commas. */
  eventKeys: z.string().regex(/^([\w.-]{1,32}:[A-Za-z0-9+/]{43}=(,(?!$)|$))+$/),
  demoPassword: z.string().min(12),
})

export type Secrets = z.infer<typeof secretsSchema>

/** What folders of earlier versions don't have: made when it is first needed. */
const storedSchema = secretsSchema.partial({
  authDatabasePassword: true,
  userDatabasePassword: true,
  chatDatabasePassword: true,
  eventKeys: true,
})

const newEventKeys = () => `stack-${new Date().toISOString().slice(0, 10)}:${randomBytes(32).toString('base64')}`

/** The installation's generated secrets; made at the first start and kept, since the stored data depends on them. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, 'secrets.json')
  const known = await readJsonFile(
    path,
    storedSchema,
    'The databases beside it open only with the passwords it held: restore it from a copy, or move the whole data ' +
      'folder away to start empty.',
  )
  const make = () => randomBytes(32).toString('base64url')
  const secrets: Secrets = {
    postgresPassword: make(),
    authDatabasePassword: make(),
    userDatabasePassword: make(),
    chatDatabasePassword: make(),
    queueRedisPassword: make(),
    cacheRedisPassword: make(),
    authSecret: make(),
    userServiceSecret: make(),
    chatServiceSecret: make(),
    eventKeys: newEventKeys(),
    demoPassword: randomBytes(12).toString('base64url'),
    ...known,
  }
  if (!known || Object.keys(secrets).length > Object.keys(known).length) await writeJsonFile(path, secrets)
  return secrets
}
