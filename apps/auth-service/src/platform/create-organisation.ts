import { strictInput } from '@rollcall/service-kit/input'
import type { PoolClient } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { newOrganisationShape } from '../organisation/organisation-input.js'
import { insertUser } from '../users/create-user.js'
import { newUserSchema } from '../users/user-input.js'
import { type Author, inAuthoredTransaction } from '../users/write-user.js'
import type { PlatformDeps } from './platform-router.js'

const inputSchema = strictInput({
  ...newOrganisationShape,
  administrator: newUserSchema.pick({ email: true, firstName: true, lastName: true }),
})
type NewOrganisation = z.infer<typeof inputSchema>

/**
 * A new organisation with its first administrator, both or neither, and then the administrator's invitation. Should that
 * fail, the administrator is there and can ask for a link as whoever forgot a password does.
 */
export const createCreateOrganisation = ({ pool, issueLink }: Pick<PlatformDeps, 'pool' | 'issueLink'>) =>
  personProcedure('platform.manage')
    .input(inputSchema)
    .mutation(async ({ ctx, input }) => {
      const { name, timeZone } = input
      const created = await inAuthoredTransaction(pool, ctx, (client) => insertOrganisation(client, ctx, input))
      const invitation = await issueLink(created.administratorId)
      return { organisation: { id: created.id, name, timeZone }, invitation }
    })

async function insertOrganisation(client: PoolClient, author: Author, organisation: NewOrganisation) {
  const { name, timeZone, administrator } = organisation
  const { rows } = await client.query<{ id: string }>(
    'INSERT INTO organisation (id, name, time_zone) VALUES (uuid_v7(), $1, $2) RETURNING id',
    [name, timeZone],
  )
  const id = rows[0]?.id ?? ''
  const user = await insertUser(client, id, { ...administrator, role: 'admin' })
  // In the trail of whoever did it: nobody of the new organisation is theirs to name.
  const target = { kind: 'organisation', id } as const
  await recordAudit(client, entryBy(author, { action: 'organisation.created', target, details: { name, timeZone } }))
  return { id, administratorId: user.id }
}
