import { benchUserId } from './bench-user.js'

/** uniform: everyone is read as often · zipf: the r-th most read user 1/r times as often as the first (s = 1). */
export type Popularity = 'uniform' | 'zipf'
export const popularities: Popularity[] = ['uniform', 'zipf']

export type ChooseId = () => string

/** Draws ids of `users` users, the same ones in each run. */
export function createChooser(users: number, popularity: Popularity, seed = 1): ChooseId {
  const random = createRandom(seed)
  if (popularity === 'uniform') return () => benchUserId(Math.floor(random() * users))
  const cumulated = new Float64Array(users)
  let sum = 0
  for (let rank = 0; rank < users; rank++) {
    sum += 1 / (rank + 1)
    cumulated[rank] = sum
  }
  return () => benchUserId(spread(firstAtLeast(cumulated, random() * sum), users))
}

/** `count` different ids. */
export function chooseSome(choose: ChooseId, count: number): string[] {
  const ids = new Set<string>()
  while (ids.size < count) ids.add(choose())
  return [...ids]
}

function firstAtLeast(rising: Float64Array, wanted: number): number {
  let [low, high] = [0, rising.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Each rank is another user, and who is read much does not stand side by side: the factor is a prime. */
const spread = (rank: number, users: number) => (rank * 7_368_787) % users

/** mulberry32: small, even enough, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
