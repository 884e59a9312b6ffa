import type { UserProfile } from '@rollcall/user-cache/user-profile'
import type { ReadFault, UserReader } from '@rollcall/user-cache/user-reader'
import { userIdSchema } from '../user-id.js'

/** Profiles of the ids that have one, and an error for each id that hasn't; one bad id doesn't spoil the others. */
export async function readProfiles(options: {
  reader: UserReader
  tenantId: string
  ids: string[]
}): Promise<{ items: UserProfile[]; errors: ReadFault[] }> {
  const valid: string[] = []
  const malformed: ReadFault[] = []
  for (const id of options.ids) {
    const parsed = userIdSchema.safeParse(id)
    if (parsed.success) valid.push(parsed.data)
    else
      malformed.push({ id, code: 'BAD_INPUT', message: `ids: ${parsed.error.issues[0]?.message ?? 'expected a UUID'}` })
  }
  const { items, errors } = await options.reader.byIds(options.tenantId, valid)
  return { items, errors: [...malformed, ...errors] }
}
