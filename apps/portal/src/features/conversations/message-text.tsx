import { Anchor } from '@mantine/core'
import { splitLinks } from './split-links'

/** What was said, line breaks kept, web addresses as links that tell nobody where they were followed from. */
export function MessageText({ text }: { text: string }) {
  let at = 0
  return splitLinks(text).map((part) => {
    at += part.text.length
    if (part.kind === 'text') return part.text
    return (
      <Anchor key={at} href={part.text} target="_blank" rel="noopener noreferrer nofollow" inherit>
        {part.text}
      </Anchor>
    )
  })
}
