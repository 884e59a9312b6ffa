import type { User } from '@/trpc/routers'
import { serviceClients } from './service-clients'

// Longer than the directory takes; a page is not held up for what it can ask for itself.
const timeoutMs = 1000

/** The person whom a page is about, for its first drawing; undefined whenever that fails, which the page then tells. */
export async function findUser(id: string): Promise<User | undefined> {
  try {
    const { directory } = await serviceClients()
    return await directory.users.byId.query({ id }, { signal: AbortSignal.timeout(timeoutMs) })
  } catch {
    return undefined
  }
}
