/** Whether a typed name is the person's: case, accents' spelling and blanks are not what a slip is caught by. */
export function isSameName(typed: string, name: string): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase()
  return plain(typed) !== '' && plain(typed) === plain(name)
}
