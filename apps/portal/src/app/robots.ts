import type { MetadataRoute } from 'next'

/** Everything but signing in needs a session; a crawler has no business with the API. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', disallow: '/api/' } }
}
