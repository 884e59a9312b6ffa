// There is one palette at a time.
export const listId = 'palette-list'
export const hintId = 'palette-hint'
export const optionId = (entryId: string) => `palette-${entryId.replaceAll(' ', '-')}`
