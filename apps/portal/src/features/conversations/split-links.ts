export interface TextPart {
  kind: 'text' | 'link'
  text: string
}

const address = /https?:\/\/[^\s<>"]+/gu
// What closes a sentence or a bracket around an address is not a part of it.
const trailing = /[.,;:!?)\]}»’'"…]+$/u

/** A message's text with its web addresses apart; put together again, the parts are the text. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = found.replace(trailing, '')
    if (!URL.canParse(link)) continue
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) })
    parts.push({ kind: 'link', text: link })
    from = index + link.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
