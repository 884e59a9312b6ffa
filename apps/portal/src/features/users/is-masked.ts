/** The services put bullets where a role may not read on, as in "•••• 4567". */
export const isMasked = (text: string) => text.includes('•')
