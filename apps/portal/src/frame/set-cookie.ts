const yearSeconds = 365 * 24 * 3600

/** Keeps a choice of appearance; nothing here is worth hiding from scripts. */
export function setChoiceCookie(name: string, value: string): void {
  const secure = window.location.protocol === 'https:' ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser the console serves
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${yearSeconds}; samesite=lax${secure}`
}
