// Read on the server as well, where sentences stay as they are said: nothing is fetched there.
let translate: ((sentence: string) => string | null) | null = null

/** Fetches the catalogue of a language that the services don't speak; English costs nothing. */
export async function loadServiceWords(locale: string): Promise<void> {
  if (locale === 'en') translate = null
  else translate ??= (await import('./french-translator')).toFrench
}

/** A service's sentence in the viewer's language; null when it can't be told in it. */
export function translateServiceWords(sentence: string): string | null {
  return translate === null ? sentence : translate(sentence)
}
