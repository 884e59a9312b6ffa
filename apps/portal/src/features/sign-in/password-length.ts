export const minPasswordLength = 12
export const maxPasswordLength = 128

/** Negative: so many characters are missing; positive: so many are too many. Counted as auth-service counts. */
export function passwordExcess({ length }: string): number {
  if (length < minPasswordLength) return length - minPasswordLength
  return Math.max(0, length - maxPasswordLength)
}
