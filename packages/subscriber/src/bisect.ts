import { isTransientFault } from '@rollcall/service-kit/transient-fault'

export interface Culprit<T> {
  item: T
  error: unknown
}

/**
 * Runs `work` on all items, and where it fails on ever smaller halves, until only the culprits are left.
 * Halves that succeed have taken effect. A transient fault (a store that is away) blames nobody.
 * @throws whatever transient fault `work` threw; what succeeded before stays done, so `work` must be idempotent
 */
export async function bisect<T>(items: T[], work: (items: T[]) => Promise<void>): Promise<Culprit<T>[]> {
  const [item] = items
  if (item === undefined) return []
  try {
    await work(items)
    return []
  } catch (error) {
    if (isTransientFault(error)) throw error
    if (items.length === 1) return [{ item, error }]
    const middle = Math.ceil(items.length / 2)
    // One after the other: two halves at once could wait for each other's locks.
    const first = await bisect(items.slice(0, middle), work)
    return [...first, ...(await bisect(items.slice(middle), work))]
  }
}
