/** Opens a field's list inside the page's landmark, and after everything the Tab key stops at. */
export const listInMain = { portalProps: { target: '#content' } } as const
