'use client'

import { useEffect, useState } from 'react'
import { ContactText } from './contact-text'

/** A telephone number as it is written abroad. The numbering plans come after the page: until then it stands plainly. */
export function PhoneText({ text }: { text: string }) {
  const [written, setWritten] = useState({ text, words: text })
  useEffect(() => {
    let left = false
    void import('./write-phone').then(({ writePhone }) => left || setWritten({ text, words: writePhone(text) }))
    return () => {
      left = true
    }
  }, [text])
  return <ContactText text={written.text === text ? written.words : text} />
}
