/** The page of those who left; with a clinician, theirs; with a run, its report. */
export function reassignHref(to: { clinician?: string; run?: string } = {}): string {
  const query = new URLSearchParams(to).toString()
  return query ? `/appointments/reassign?${query}` : '/appointments/reassign'
}
