import type { ArrivalState } from '@/components/arrival-state'

const lateAfterMs = 5000

/** How a cached version stands to the directory's; what isn't cached is read on demand and can't be out of date. */
export function profileState(
  cachedVersion: number | null,
  { version, updatedAt }: { version: number; updatedAt: string },
  nowMs: number,
): ArrivalState {
  if (cachedVersion === null || cachedVersion >= version) return 'in-sync'
  return nowMs - Date.parse(updatedAt) > lateAfterMs ? 'late' : 'on-its-way'
}
