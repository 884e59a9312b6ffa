'use client'

import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { ContactText } from './contact-text'

/** A telephone number as it is written abroad. */
export function PhoneText({ text }: { text: string }) {
  return <ContactText text={parsePhoneNumberFromString(text)?.formatInternational() ?? text} />
}
