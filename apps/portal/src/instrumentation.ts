/** Runs once as the server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ tellClientAddress }, { readEnv }] = await Promise.all([import('./server/client-address'), import('./env')])
  tellClientAddress(new Set(readEnv().TRUSTED_PROXIES))
  // Next drains its requests and then exits 143; to whoever supervises us a clean stop is 0.
  process.once('SIGTERM', () => {
    process.once('exit', () => {
      process.exitCode = 0
    })
  })
}
