/** A uniform sample of a stream whose length nobody knows: every item is as likely to be in it as any other. */
export function createReservoir<T>(size: number, random: () => number = Math.random) {
  const kept: T[] = []
  let offered = 0
  return {
    add: (item: T) => {
      offered += 1
      if (kept.length < size) {
        kept.push(item)
        return
      }
      const place = Math.floor(random() * offered)
      if (place < size) kept[place] = item
    },
    items: (): readonly T[] => kept,
  }
}
