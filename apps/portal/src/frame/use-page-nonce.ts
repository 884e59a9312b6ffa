import { useInsertionEffect, useState } from 'react'

/**
 * The nonce of the page as it was loaded: a later render by the server brings another, which the browser would refuse.
 * The library that locks scrolling behind dialogs (get-nonce) looks for it in a global of webpack's.
 */
export function usePageNonce(nonce: string): string {
  const [first] = useState(nonce)
  useInsertionEffect(() => void Object.assign(globalThis, { __webpack_nonce__: first }), [first])
  return first
}
