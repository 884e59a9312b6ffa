/** The exact moment, for the hint that shows on hover: "2027-03-01 07:00:00.000 UTC". */
export function utcTitle(moment: Date): string {
  return `${moment.toISOString().replace('T', ' ').replace('Z', '')} UTC`
}
