import { isRecord } from '@/read/is-record'
import { isText } from '@/read/is-text'
import { type FormValues, formFields } from './form-values'

const keyOf = (userId: string) => `rollcall.appointment-draft.${userId}`
const prefix = keyOf('')

const longestText = 2000

/** What a person had typed in this tab; null for nothing. Another person's is never given back. */
export function readDraft(userId: string): FormValues | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? 'null')
    return isDraft(kept) ? kept : null
  } catch {
    return null
  }
}

function isDraft(value: unknown): value is FormValues {
  const isHeld = (text: unknown) => isText(text) && text.length <= longestText
  return (
    isRecord(value) &&
    Object.keys(value).length === formFields.length &&
    formFields.every((field) => isHeld(value[field]))
  )
}

/** Answers whether it is kept: a browser may refuse. */
export function keepDraft(userId: string, values: FormValues): boolean {
  try {
    sessionStorage.setItem(keyOf(userId), JSON.stringify(values))
    return true
  } catch {
    return false
  }
}

/** Once booked, or when the person leaves; patients' names stay no longer than that. */
export function dropDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
  } catch {
    // Nothing could be kept either.
  }
}

/** Whether there is anything that somebody would miss. */
export const isWorthKeeping = ({ patientName, reason }: FormValues) => patientName.trim() !== '' || reason.trim() !== ''
