const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** Whether a name holds each word that was typed, as the service would find it. */
export function holdsWords(name: string, typed: string): boolean {
  const letters = plain(name)
  return plain(typed)
    .split(/\s+/)
    .every((word) => letters.includes(word))
}
