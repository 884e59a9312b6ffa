import type { User } from '@/trpc/routers'
import { aheadSignal, serviceClients } from './service-clients'

/** The person whom a page is about, for its first drawing; undefined whenever that fails, which the page then tells. */
export async function findUser(id: string): Promise<User | undefined> {
  try {
    const { directory } = await serviceClients()
    return await directory.users.byId.query({ id }, { signal: aheadSignal() })
  } catch {
    return undefined
  }
}
