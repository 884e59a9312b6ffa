import type { DirectoryOut } from '@/trpc/routers'

export type Hold = DirectoryOut['sync']['held']['items'][number]
export type Brake = DirectoryOut['sync']['brake']

/** What keeps a person from approving a hold; null when nothing does. */
export type Hindrance = { kind: 'role' } | { kind: 'causer' } | { kind: 'delay'; from: string } | null

/** Why this person may not approve a hold, told from the facts so that it reads in every language. */
export function hindranceOf(hold: Pick<Hold, 'mayApprove' | 'approveFrom'>, mayDecide: boolean): Hindrance {
  if (!mayDecide) return { kind: 'role' }
  if (hold.mayApprove) return null
  return hold.approveFrom ? { kind: 'delay', from: hold.approveFrom } : { kind: 'causer' }
}

/** Which part of those who were active a hold is about; null when that isn't known. */
export function shareOf({ people, activeBefore }: Pick<Hold, 'people' | 'activeBefore'>): number | null {
  return activeBefore > 0 ? Math.min(1, people / activeBefore) : null
}

/** Whether some had left before the limit was reached: then fewer are held than the limit speaks of. */
export function someHadLeft(hold: Pick<Hold, 'people' | 'activeBefore'>, brake: Brake | undefined): boolean {
  const share = shareOf(hold)
  return brake !== undefined && share !== null && (share <= brake.share || hold.people <= brake.count)
}

/** Waiting ones in the order in which they have to be decided, and those that were. */
export function splitHolds(items: readonly Hold[]): { waiting: Hold[]; decided: Hold[] } {
  return {
    waiting: items.filter(({ state }) => state === 'waiting'),
    decided: items.filter(({ state }) => state !== 'waiting'),
  }
}

/** The sample's people by what was done to them. */
export function countDeeds({ sample }: Pick<Hold, 'sample'>): { deactivated: boolean; deleted: boolean } {
  return {
    deactivated: sample.some(({ change }) => change === 'deactivated'),
    deleted: sample.some(({ change }) => change === 'deleted'),
  }
}
