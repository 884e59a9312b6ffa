'use client'

import { useFormatter } from 'next-intl'
import { Fragment } from 'react'
import { translateServiceWords } from '@/service-words/service-words'
import { ExactTime } from './exact-time'

const moments = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/

/** What a service says, with the moments it names on the viewer's clock. */
export function ServiceWords({ children: text }: { children: string }) {
  const format = useFormatter()
  // Every second part is a moment.
  return text.split(moments).map((part, index) => {
    const key = `${index} ${part}`
    if (index % 2 === 0) return <Fragment key={key}>{part}</Fragment>
    const at = new Date(part)
    return (
      <ExactTime key={key} at={at}>
        {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
      </ExactTime>
    )
  })
}

/** A sentence as a service said it, in the viewer's language where it is known; marked as English where it isn't. */
export function ServiceSentence({ children: sentence }: { children: string }) {
  const told = translateServiceWords(sentence)
  if (told === null) return <span lang="en">{sentence}</span>
  return <ServiceWords>{told}</ServiceWords>
}
