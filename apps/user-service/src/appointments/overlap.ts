/** The constraint `appointment_no_overlap`: exclusion_violation. */
export function isOverlap(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23P01'
}
