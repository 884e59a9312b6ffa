/** What the pages may load and do; `nonce` is new with every page. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // The development server writes style elements of its own, without a nonce.
    `style-src-elem 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Mantine sets sizes and colours by style attributes, which no nonce can allow; they load and run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A year of https and nothing else, once every address of the console is https; undefined before. */
export function transportSecurity(portalUrls: readonly string[] | undefined): string | undefined {
  const isSecure = portalUrls?.length && portalUrls.every((url) => url.startsWith('https:'))
  return isSecure ? 'max-age=31536000' : undefined
}
