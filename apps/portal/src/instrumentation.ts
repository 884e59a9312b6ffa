/** Runs once as the server starts. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ tellClientAddress }, { readEnv }] = await Promise.all([import('./server/client-address'), import('./env')])
  tellClientAddress(new Set(readEnv().TRUSTED_PROXIES))
}
