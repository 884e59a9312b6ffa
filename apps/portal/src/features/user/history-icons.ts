import {
  IconArrowBackUp,
  IconPencil,
  IconTrash,
  IconUserCheck,
  IconUserOff,
  IconUserPlus,
  IconUserShield,
} from '@tabler/icons-react'
import type { HistoryEntry } from '@/trpc/routers'

export const historyIcons = {
  'user.created': IconUserPlus,
  'user.updated': IconPencil,
  'user.activated': IconUserCheck,
  'user.deactivated': IconUserOff,
  'user.role.changed': IconUserShield,
  'user.deleted': IconTrash,
  'user.restored': IconArrowBackUp,
} satisfies Record<HistoryEntry['eventType'], typeof IconPencil>
