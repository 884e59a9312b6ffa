import type { Pool } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import { createListUsers } from './list-users.js'

export const createUsersRouter = (pool: Pool) => router({ list: createListUsers(pool) })
