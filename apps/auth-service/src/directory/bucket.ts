export const bucketCount = 4096

/** SQL of the bucket a user falls in: to the letter the expression of user_bucket_idx, or the index is not used. */
export const bucketOf = (id: string): string =>
  `((get_byte(uuid_send(${id}), 14) * 256 + get_byte(uuid_send(${id}), 15)) & 4095)`
