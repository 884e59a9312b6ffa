import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type EventKeys, keyIdPattern } from '@rollcall/service-kit/event-keys'

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** What stands in a message beside its clear head: base64, so that the message stays JSON text. */
export interface SealedText {
  /** Id of the key. */
  key: string
  iv: string
  /** Ciphertext, then the tag of 16 bytes. */
  sealed: string
}

export type OpenedText = { kind: 'text'; text: string } | { kind: 'refused'; reason: string }

export interface MessageCipher {
  seal: (text: string, head: string) => SealedText
  /** Never throws: what can't be opened is refused with a sentence for people. */
  open: (sealed: Record<string, unknown>, head: string) => OpenedText
}

/**
 * AES-256-GCM with a random IV of 96 bits (NIST SP 800-38D, 8.2.2: at most 2³² messages a key, which at 500 messages a
 * second takes 99 days; see ADR 0015). The head is authenticated with the text, and so is the key's id.
 */
export function createMessageCipher(keys: EventKeys): MessageCipher {
  const [current] = keys
  const byId = new Map(keys.map(({ id, key }) => [id, key]))
  return {
    seal: (text, head) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv(algorithm, current.key, iv, { authTagLength: tagBytes })
      cipher.setAAD(boundData(current.id, head))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return { key: current.id, iv: iv.toString('base64'), sealed: sealed.toString('base64') }
    },
    open: ({ key: id, iv, sealed }, head) => {
      if (typeof id !== 'string' || typeof iv !== 'string' || typeof sealed !== 'string' || !keyIdPattern.test(id)) {
        return { kind: 'refused', reason: plainReason }
      }
      const key = byId.get(id)
      if (!key) return { kind: 'refused', reason: unknownKeyReason(id) }
      try {
        const data = Buffer.from(sealed, 'base64')
        const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'base64'), { authTagLength: tagBytes })
        decipher.setAAD(boundData(id, head))
        decipher.setAuthTag(data.subarray(-tagBytes))
        const bytes = decipher.update(data.subarray(0, -tagBytes))
        // Throws unless the tag fits; a text before that is worth nothing.
        decipher.final()
        return { kind: 'text', text: bytes.toString('utf8') }
      } catch {
        return { kind: 'refused', reason: tamperedReason(id) }
      }
    },
  }
}

const boundData = (id: string, head: string) => Buffer.from(`${id}\n${head}`)

const plainReason =
  'the message is not encrypted, and nothing plain is accepted: it is older than the encryption or comes from a ' +
  'stranger. Discard it; reconcile brings what is true'
const unknownKeyReason = (id: string) =>
  `the message was encrypted with the key ${id}, which EVENT_KEYS of this service does not hold: add that key and ` +
  'restart; reconcile brings what the message held'
const tamperedReason = (id: string) =>
  `the message does not open with the key ${id} that it names: it was changed on its way, or EVENT_KEYS holds another ` +
  'key under this id than the sender. Compare the keys; reconcile brings what is true'
