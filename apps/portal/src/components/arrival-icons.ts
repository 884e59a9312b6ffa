import {
  IconAlertOctagon,
  IconArrowRight,
  IconCheck,
  IconClock,
  IconHandStop,
  IconPlayerPause,
  IconUnlink,
} from '@tabler/icons-react'

export const arrivalIcons = {
  'in-sync': IconCheck,
  'on-its-way': IconArrowRight,
  late: IconClock,
  parked: IconAlertOctagon,
  held: IconHandStop,
  paused: IconPlayerPause,
  unreachable: IconUnlink,
}
