import { randomInt } from 'node:crypto'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { hashPassword } from '../sign-in/password-hash.js'
import { setPassword } from '../sign-in/set-password.js'
import { inAuthoredTransaction, writeUser } from './write-user.js'

// Read aloud or copied by hand: no 0 and O, no 1, l and I.
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const groups = 4
const groupLength = 4

/**
 * A password that is shown once and has to be changed at the next sign-in; all sessions of the user end. Takes the
 * system's pool, as sign-in does: passwords and sessions are out of reach for every other request.
 */
export const createIssueTemporaryPassword = (pool: Pool) =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema }))
    .mutation(async ({ ctx, input }) => {
      const temporaryPassword = generatePassword()
      const passwordHash = await hashPassword(temporaryPassword)
      return inAuthoredTransaction(pool, ctx, async (client) => {
        const values = new Map([['must_change_password', true]] as const)
        const user = await writeUser(client, ctx.person.tenantId, { id: input.id, values })
        await setPassword(client, user.id, passwordHash)
        await client.query('DELETE FROM session WHERE user_id = $1', [user.id])
        await client.query('DELETE FROM verification WHERE value = $1', [user.id])
        const target = { kind: 'user', id: user.id } as const
        await recordAudit(client, entryBy(ctx, { action: 'user.temporary_password_issued', target }))
        return { email: user.email, temporaryPassword }
      })
    })

/** 93 bits, in groups that a person can type. */
function generatePassword(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return Array.from({ length: groups }, group).join('-')
}
