import {
  IconAddressBook,
  IconCalendarEvent,
  IconDatabase,
  IconLogin2,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react'
import type { ActionGroup } from './audit-actions'

export const groupIcons: Record<ActionGroup, typeof IconRoute> = {
  people: IconAddressBook,
  signIn: IconLogin2,
  delivery: IconRoute,
  appointments: IconCalendarEvent,
  cache: IconDatabase,
  settings: IconSettings,
}
