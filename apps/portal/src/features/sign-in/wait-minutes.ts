/** How long to wait, in whole minutes: never less than was asked for, and one where nothing was said. */
export function waitMinutes(seconds: number | null): number {
  return Math.max(1, Math.ceil((seconds ?? 0) / 60))
}
