/** Positions of the log as PostgreSQL writes an int8multirange, neighbours joined: `{[3,7),[9,10)}`. */
export function toMultirange(positions: readonly number[]): string {
  const sorted = [...positions].sort((a, b) => a - b)
  const ranges: [from: number, to: number][] = []
  for (const position of sorted) {
    const last = ranges.at(-1)
    if (last && position <= last[1]) last[1] = Math.max(last[1], position + 1)
    else ranges.push([position, position + 1])
  }
  return `{${ranges.map(([from, to]) => `[${from},${to})`).join(',')}}`
}
