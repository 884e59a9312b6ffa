/** The secret of an `otpauth:` address, for those who type it instead of scanning the code; null when there is none. */
export function readTotpSecret(uri: string): string | null {
  return URL.canParse(uri) ? new URL(uri).searchParams.get('secret') : null
}

/** Four characters at a time: that is how people read and type a long secret. */
export function inFours(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}
