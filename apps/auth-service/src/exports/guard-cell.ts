/**
 * Cells that spreadsheets would take for formulas get an apostrophe in front, which they hide. One that has apostrophes of
 * its own before such a sign gets one more, so that taking one away always gives back what was there.
 */
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

export const guardCell = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** What a guarded cell holds; any other stays as it is. */
export const unguardCell = (text: string): string => (text.startsWith("'") && formula.test(text) ? text.slice(1) : text)
