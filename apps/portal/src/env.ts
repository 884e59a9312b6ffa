import { z } from 'zod'

const urlSchema = z
  .url({ protocol: /^https?$/, error: 'expected an http(s) address' })
  .transform((url) => url.replace(/\/+$/, ''))

const originListSchema = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .pipe(
    z.array(
      z.url('expected the console’s public address, or several with commas').transform((url) => new URL(url).origin),
    ),
  )

const envSchema = z.object({
  AUTH_SERVICE_URL: urlSchema.default('http://127.0.0.1:8001'),
  USER_SERVICE_URL: urlSchema.default('http://127.0.0.1:8002'),
  CHAT_SERVICE_URL: urlSchema.default('http://127.0.0.1:8003'),
  PORTAL_URL: originListSchema.optional(),
  /** Addresses whose X-Forwarded-For is believed: a reverse proxy in front of the console. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    ),
})
export type PortalEnv = z.infer<typeof envSchema>

let parsed: PortalEnv | undefined

/** Parsed at the first request and not at import, so that a build needs no environment and bakes none in. */
export function readEnv(): PortalEnv {
  if (parsed) return parsed
  const result = envSchema.safeParse(process.env)
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The console's environment is not usable. ${faults.join('; ')}`)
  }
  parsed = result.data
  return parsed
}
