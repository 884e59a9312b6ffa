/** Every profile's key starts with this (seed 001). */
export const profileKeyPrefix = 'user:profile:'

/** Hash of one user's profile. */
export const profileKey = (userId: string): string => profileKeyPrefix + userId

/** Marker: the directory doesn't know this id. */
export const unknownKey = (userId: string): string => `user:unknown:${userId}`

/** Marker: the directory knows this id, but in another tenant; answered exactly as an unknown one. */
export const foreignKey = (tenantId: string, userId: string): string => `user:unknown:${tenantId}:${userId}`

/** The version that an invalidated profile had: until it expires, nothing older is written. */
export const floorKey = (userId: string): string => `user:floor:${userId}`

/** Who is asking the directory for this user. Whatever is told of the user meanwhile takes it away. */
export const leaseKey = (userId: string): string => `user:lease:${userId}`
