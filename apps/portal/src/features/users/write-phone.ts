import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** A number as it is written abroad; what is none stays as it is. */
export const writePhone = (text: string) => parsePhoneNumberFromString(text)?.formatInternational() ?? text
