/** Runs once as the server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ tellClientAddress }, { setRequestDeadlines }, { readEnv }] = await Promise.all([
    import('./server/client-address'),
    import('./server/request-deadlines'),
    import('./env'),
  ])
  setRequestDeadlines()
  tellClientAddress(new Set(readEnv().TRUSTED_PROXIES))
  // Next drains its requests and then exits 143; to whoever supervises us a clean stop is 0.
  process.once('SIGTERM', () => {
    process.once('exit', () => {
      process.exitCode = 0
    })
  })
}
