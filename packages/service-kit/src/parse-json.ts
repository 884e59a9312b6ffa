/** The value of a JSON text, or undefined for any other text: what comes next is a schema, which says what was expected. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
