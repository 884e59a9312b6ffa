const [quote, backslash, openList, closeList, openObject, closeObject] = Array.from('"\\[]{}', (c) => c.charCodeAt(0))

/** Whether a JSON text nests lists and objects deeper than `levels`: one pass, without parsing. */
export function isNestedDeeper(json: string, levels: number): boolean {
  let depth = 0
  let inText = false
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index)
    if (inText) {
      if (code === backslash) index += 1
      else if (code === quote) inText = false
    } else if (code === quote) {
      inText = true
    } else if (code === openList || code === openObject) {
      depth += 1
      if (depth > levels) return true
    } else if (code === closeList || code === closeObject) {
      depth -= 1
    }
  }
  return false
}
