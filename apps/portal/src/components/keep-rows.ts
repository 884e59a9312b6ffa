/** Keys of `count` rows that keep the places of what is under way. */
export const keepRows = (count: number): string[] => Array.from({ length: count }, (_, index) => `row-${index}`)
