import { parseEnv, serviceEnvShape } from '@rollcall/service-kit/env'
import { describeError } from '@rollcall/service-kit/errors'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool } from '@rollcall/service-kit/postgres'
import { timeZoneSchema } from '../appointments/time-zone.js'
import { postgresUrlSchema } from '../env.js'
import { seedAppointments } from './seed-appointments.js'

async function main(): Promise<void> {
  const shape = {
    LOG_LEVEL: serviceEnvShape.LOG_LEVEL,
    USER_DATABASE_URL: postgresUrlSchema,
    DEMO_TIME_ZONE: timeZoneSchema.default('Africa/Harare'),
  }
  const env = parseEnv(shape, process.env)
  const logger = createLogger({ service: 'user-service seed', level: env.LOG_LEVEL })
  const pool = createPool({ connectionString: env.USER_DATABASE_URL, logger, role: 'rollcall_system', max: 2 })
  try {
    const { added, doctors, planned } = await seedAppointments(pool, env.DEMO_TIME_ZONE)
    process.stdout.write(`${added} appointments added for ${doctors} doctors (${planned} planned).\n`)
  } finally {
    await pool.end()
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`The demo appointments could not be made: ${describeError(error)}\n`)
  process.exitCode = 1
})
