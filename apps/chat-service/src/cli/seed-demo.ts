import { parseEnv } from '@rollcall/service-kit/env'
import { describeError } from '@rollcall/service-kit/errors'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool } from '@rollcall/service-kit/postgres'
import { createServiceTokenSource } from '@rollcall/service-kit/service-token'
import { createDirectoryClient } from '@rollcall/subscriber/directory-client'
import { z } from 'zod'
import { chatStoreEnvShape } from '../env.js'
import { findDemoUsers } from './find-demo-users.js'
import { insertConversations } from './insert-conversations.js'
import { planConversations } from './plan-conversations.js'

const conversationCount = 150
const demoUserCount = 10
const waitMs = 60_000

const shape = {
  ...chatStoreEnvShape,
  DEMO_TENANT_ID: z.uuid().default('0192f000-0000-7000-8000-000000000001'),
  /** Takes these users, separated by commas, instead of asking the directory. */
  DEMO_USER_IDS: z
    .string()
    .transform((text) => text.split(',').map((id) => id.trim()))
    .pipe(z.array(z.uuid()).min(2))
    .optional(),
}

/** Fills the demo clinic's conversations of the last year. Running it again adds nothing. */
async function seedDemo(): Promise<void> {
  const env = parseEnv(shape, process.env)
  const logger = createLogger({ service: 'chat-service seed', level: env.LOG_LEVEL })
  const directory = createDirectoryClient({
    authServiceUrl: env.AUTH_SERVICE_URL,
    token: createServiceTokenSource({
      authServiceUrl: env.AUTH_SERVICE_URL,
      clientId: 'chat-service',
      clientSecret: env.CHAT_SERVICE_SECRET,
    }),
  })
  const pool = createPool({ connectionString: env.CHAT_DATABASE_URL, logger, role: 'rollcall_system', max: 2 })
  try {
    const tenantId = env.DEMO_TENANT_ID
    const userIds =
      env.DEMO_USER_IDS ?? (await findDemoUsers({ directory, tenantId, atLeast: demoUserCount, timeoutMs: waitMs }))
    const planned = planConversations({ tenantId, userIds, count: conversationCount, now: new Date() })
    const added = await insertConversations(pool, tenantId, planned)
    process.stdout.write(`${added} conversations added, ${planned.length - added} were there already\n`)
  } finally {
    await pool.end()
  }
}

try {
  await seedDemo()
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`)
  process.exitCode = 1
}
