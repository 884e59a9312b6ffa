/** Runs `work` on lists of at most `size` without waiting for one another, and joins its answers in order. */
export async function mapChunks<T, R>(
  items: readonly T[],
  size: number,
  work: (chunk: T[]) => Promise<R[]>,
): Promise<R[]> {
  return (await Promise.all(inChunks(items, size).map(work))).flat()
}

/** Splits a list into lists of at most `size`, in order. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
