import { isRecord } from '../read/is-record'
import { isText } from '../read/is-text'

const tones = ['done', 'told', 'failed'] as const

export interface KeptNotice {
  id: string
  /** When it was said, in ISO 8601. */
  at: string
  tone: (typeof tones)[number]
  title?: string | undefined
  text: string
  /** It tells of a patient: it stays as long as the page does, and is not stored. */
  confidential?: boolean | undefined
  /** Of this console: its address begins with a slash. */
  link?: { href: string; label: string } | undefined
}

/** Whether what a browser's storage held is a notice of ours. */
export function isKeptNotice(value: unknown): value is KeptNotice {
  if (!isRecord(value)) return false
  const { id, at, tone, title, text, confidential, link } = value
  return (
    isText(id) &&
    isText(at) &&
    tones.some((known) => known === tone) &&
    (title === undefined || isText(title)) &&
    isText(text) &&
    (confidential === undefined || typeof confidential === 'boolean') &&
    (link === undefined || isOwnLink(link))
  )
}

const isOwnLink = (link: unknown) =>
  isRecord(link) && isText(link.label) && isText(link.href) && /^\/(?!\/)/.test(link.href)
