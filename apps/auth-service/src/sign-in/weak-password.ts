// What lists of leaked passwords begin with, in the languages of our users.
const commonWords = `password passwort passwd motdepasse contrasena qwerty qwertz azerty welcome bienvenue administrator
  admin letmein iloveyou jetaime monkey dragon football baseball sunshine princess superman batman trustno changeme
  secret login master hello bonjour doctor hospital clinic rollcall zimbabwe harare default temporary test guest user
  root january february march april june july august september october november december summer winter spring autumn
  monday friday sunday whatever michael jesus`.split(/\s+/)
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklm',
]
const runsBothWays = runs.flatMap((run) => [run, [...run].reverse().join('')])
const lookalikes = new Map(
  Object.entries({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }),
)
const minRun = 4
const minDistinct = 5
const minOwnCharacters = 5

/** True for what is guessed first: few different characters, or common words, runs and years with little else. */
export function isWeakPassword(password: string): boolean {
  const lower = password.toLowerCase()
  if (new Set(lower).size < minDistinct) return true
  const plain = [...lower].map((sign) => lookalikes.get(sign) ?? sign).join('')
  return [lower, plain].some((text) => {
    const own = commonWords
      .reduce((rest, word) => rest.replaceAll(word, ''), withoutRuns(text))
      .replace(/(19|20)\d\d/g, '')
    return own !== text && own.replace(/[^\p{L}\p{N}]/gu, '').length < minOwnCharacters
  })
}

/** Takes out stretches that follow the alphabet, the digits or a keyboard, either way. */
function withoutRuns(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = 0
    while (at + length < text.length && runsBothWays.some((run) => run.includes(text.slice(at, at + length + 1))))
      length++
    if (length < minRun) rest += text.slice(at, at + 1)
    at += length < minRun ? 1 : length
  }
  return rest
}
