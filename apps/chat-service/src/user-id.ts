import { z } from 'zod'

/** A user's id as callers give it; keys of the cache are always in lower case. */
export const userIdSchema = z
  .uuid({ error: 'expected a user id: a UUID such as 0192f000-0000-7000-8000-000000000001' })
  .toLowerCase()
