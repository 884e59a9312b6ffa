import { strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { findOrganisation } from './organisation.js'
import { newOrganisationShape } from './organisation-input.js'

const changesSchema = strictInput({ ...newOrganisationShape, requireTwoFactor: z.boolean() })
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'name at least one field to change')

/** Changes the person's own organisation. What is left out stays. */
export const createUpdateOrganisation = (pool: Pool) =>
  personProcedure('organisation.manage')
    .input(changesSchema)
    .mutation(({ ctx, input }) =>
      inTransaction(pool, async (client) => {
        const { tenantId } = ctx.person
        await client.query(
          `UPDATE organisation SET name = coalesce($2, name), time_zone = coalesce($3, time_zone),
             require_two_factor = coalesce($4, require_two_factor) WHERE id = $1`,
          [tenantId, input.name ?? null, input.timeZone ?? null, input.requireTwoFactor ?? null],
        )
        const target = { kind: 'organisation', id: tenantId } as const
        await recordAudit(client, entryBy(ctx, { action: 'organisation.changed', target, details: input }))
        return findOrganisation(client, tenantId)
      }),
    )
