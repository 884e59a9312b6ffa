/** Runs once as the server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ tellClientAddress }, { endWithZero }, { setRequestDeadlines }, { readEnv }] = await Promise.all([
    import('./server/client-address'),
    import('./server/end-with-zero'),
    import('./server/request-deadlines'),
    import('./env'),
  ])
  setRequestDeadlines()
  tellClientAddress(new Set(readEnv().TRUSTED_PROXIES))
  endWithZero()
}
