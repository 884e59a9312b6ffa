import { parseJson } from '@rollcall/service-kit/parse-json'
import { z } from 'zod'

export const publishedChannel = 'rollcall_published'

// A notification holds at most 8,000 bytes; `maxNamed` ids fit with room to spare.
const announcementSchema = z.object({
  tenantId: z.uuid(),
  userIds: z.array(z.uuid()),
  /** True when more users changed than are named. */
  truncated: z.boolean(),
})
export type Announcement = z.infer<typeof announcementSchema>

export function parseAnnouncement(payload: string): Announcement | undefined {
  return announcementSchema.safeParse(parseJson(payload)).data
}
