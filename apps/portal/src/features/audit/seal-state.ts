import type { Seals } from './audit-queries'

/** Sealing goes on every few seconds: what waits for longer waits for a person. */
const lateMs = 60_000

/** `nothing`: there is no block yet. `late`: something has waited for its seal for longer than it ever should. */
export type SealState = 'nothing' | 'sealed' | 'late'

export function readSealState({ blocks, sealedUntil, unsealed }: Seals, nowMs: number): SealState {
  if (unsealed > 0 && sealedUntil !== null && nowMs - Date.parse(sealedUntil) > lateMs) return 'late'
  return blocks === 0 || sealedUntil === null ? 'nothing' : 'sealed'
}
