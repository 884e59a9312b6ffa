import { z } from 'zod'

/** Port of a server: 1–65535. */
export const portSchema = z.coerce.number().int().min(1).max(65535)

/** A whole number in digits, within its limits. */
export function wholeNumberSchema(min: number, max: number) {
  const expected = `expected a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .pipe(z.int(expected).min(min, expected).max(max, expected))
}

/** A secret that someone chose or generated: at least 32 characters, never a default. */
export const secretSchema = z.string().min(32, 'expected at least 32 characters')

/** Origins of the console, as browsers name them; several separated by commas. */
export const originListSchema = z
  .string()
  .transform((list) => list.split(',').map((origin) => origin.trim().replace(/\/+$/, '')))
  .pipe(
    z
      .array(z.url({ protocol: /^https?$/, error: 'expected http://… or https://…, several separated by commas' }))
      .min(1),
  )

export const logLevelSchema = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])

/** Where a service listens and how it logs: the part of the environment that all have. */
export const serviceEnvShape = {
  BIND_HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: logLevelSchema.default('info'),
}

/**
 * Parses the environment with one schema; an empty variable counts as not set. Every fault is reported at once, by
 * variable, without its value.
 * @throws Error naming each variable and what was expected
 */
export function parseEnv<T extends z.ZodRawShape>(shape: T, source: NodeJS.ProcessEnv): z.infer<z.ZodObject<T>> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = z.object(shape).safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.')
    return `  ${name}: ${given[name] === undefined ? 'is missing; ' : ''}${issue.message}`
  })
  throw new Error(`The environment is not complete:\n${faults.join('\n')}`)
}
