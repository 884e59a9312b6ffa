import type { FileFault } from '../refuse-file.js'

const signatures: [fault: FileFault, bytes: string][] = [
  ['pdf', '25504446'],
  // xlsx, ods and docx are zip files; who has one of them has a spreadsheet most of the time.
  ['spreadsheet', '504b0304'],
  ['archive', '504b0506'],
  ['spreadsheet', 'd0cf11e0a1b11ae1'],
  ['archive', '1f8b'],
  ['archive', '377abcaf271c'],
  ['archive', '526172211a07'],
  ['archive', 'fd377a585a00'],
  ['archive', '28b52ffd'],
  ['picture', '89504e470d0a1a0a'],
  ['picture', 'ffd8ff'],
  ['picture', '47494638'],
  ['picture', '49492a00'],
  ['picture', '4d4d002a'],
  ['picture', '52494646'],
  ['page', '7b5c727466'],
]
const markup = /^\s*<(?:!doctype|html|\?xml|head|body|table|svg)\b/i

/** What a file is by its first bytes, when it can't be a table in text; null when it may be one. */
export function recogniseFile(head: Buffer): FileFault | null {
  const hex = head.subarray(0, 8).toString('hex')
  for (const [fault, bytes] of signatures) if (hex.startsWith(bytes)) return fault
  return markup.test(head.subarray(0, 200).toString('latin1')) ? 'page' : null
}

/** Whether it is no text at all: control characters that nobody types, and not merely one here and there. */
export function isBinary(head: Buffer): boolean {
  const odd = head.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0), 0)
  return odd > head.length / 50 && odd > 2
}
