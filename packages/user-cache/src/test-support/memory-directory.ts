import type { DirectoryUser } from '@rollcall/events/user-event'
import type { DirectoryAnswer } from '../directory-breaker.js'

/** A directory in memory, with a switch for being away and a hook for what happens while it answers. */
export interface MemoryDirectory {
  users: Map<string, DirectoryUser>
  store: (...users: DirectoryUser[]) => void
  /** Each call's ids. */
  asked: string[][]
  state: 'up' | 'down'
  /** Awaited after the answer was read, before it is given. */
  whileAnswering: (ids: string[]) => Promise<unknown>
  fetchMany: (ids: string[]) => Promise<DirectoryAnswer>
}

export function createMemoryDirectory(): MemoryDirectory {
  const users = new Map<string, DirectoryUser>()
  const directory: MemoryDirectory = {
    users,
    store: (...added) => {
      for (const user of added) users.set(user.userId, user)
    },
    asked: [],
    state: 'up',
    whileAnswering: async () => {},
    fetchMany: async (ids) => {
      directory.asked.push(ids)
      const items = ids.flatMap((id) => users.get(id) ?? [])
      await directory.whileAnswering(ids)
      if (directory.state === 'down') throw new Error('connect ECONNREFUSED')
      return { items, missing: ids.filter((id) => !items.some(({ userId }) => userId === id)) }
    },
  }
  return directory
}
