/** Where the mount puts the client's address; whatever a client sends under this name is dropped. */
export const clientAddressHeader = 'x-rollcall-client-address'

/** Life of every token. */
export const tokenSeconds = 300

/** NIST SP 800-63B: length counts, composition doesn't. Bounded, so that a hash stays cheap. */
export const passwordLength = { min: 12, max: 128 }
