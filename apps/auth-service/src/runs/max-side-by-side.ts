/** Each run holds two connections of the system's pool, of which requests and the loops want some too. */
export const maxRunsSideBySide = 2
