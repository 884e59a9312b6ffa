import type { UserRole } from '@rollcall/events/roles'
import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { groupCounts } from './count-people.js'
import { peopleFilterShape } from './people-filter.js'

const { state, ministeres } = peopleFilterShape

/** How many people have each role, of those in a state and in some units; read from the counts, not from the people. */
export const createCountRoles = (pool: Pool) =>
  personProcedure('users.read')
    .input(strictInput({ state, ministeres }).prefault({}))
    .query(async ({ ctx, input }): Promise<{ items: { role: UserRole; people: number }[] }> => {
      return { items: await groupCounts(pool, ctx.person.tenantId, input) }
    })
