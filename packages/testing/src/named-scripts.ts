const old = /<script\b[^>]*\bnomodule\b[^>]*>/gi
const address = /\/_next\/static\/[\w./~-]+\.js/g

/** The scripts that a page's own HTML names, for browsers of today: what it needs before it can be used. */
export const namedScripts = (html: string): Set<string> =>
  new Set([...html.replace(old, '').matchAll(address)].map(([found]) => found))
