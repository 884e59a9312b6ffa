import { isAscii, isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { maxFileBytes } from '../limits.js'
import { refuseFile } from '../refuse-file.js'
import { isBinary, recogniseFile } from './recognise-file.js'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** What is known of the bytes once they have been read. */
export interface BytesRead {
  encoding: Encoding
  bom: boolean
  bytes: number
}

const headBytes = 4096

/**
 * The text of a file, as it comes. What it is encoded in is told by its mark, or by where its zeros are; a text without
 * either is UTF-8 if its first letters beyond ASCII are, and Windows-1252 otherwise. Bytes that can't be read become U+FFFD.
 * @throws AppError BAD_INPUT for what is no text, and past the limit
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  told: BytesRead,
  given?: Encoding,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of inParts(source, told)) {
    if (told.bytes === chunk.length) decoder = openDecoder(chunk, told, given)
    if (decoder) {
      yield decoder.decode(chunk, { stream: true })
      continue
    }
    // ASCII is the same in both: what it is has not been told yet.
    const bytes = Buffer.concat([rest, chunk])
    const cut = isAscii(bytes) ? bytes.length : wholeLetters(bytes)
    rest = bytes.subarray(cut)
    const whole = bytes.subarray(0, cut)
    if (isAscii(whole)) {
      yield whole.toString('latin1')
      continue
    }
    told.encoding = isUtf8(whole) ? 'utf-8' : 'windows-1252'
    decoder = new TextDecoder(told.encoding)
    yield decoder.decode(bytes, { stream: true })
  }
  if (decoder) {
    yield decoder.decode()
  } else if (rest.length > 0) {
    told.encoding = 'windows-1252'
    yield new TextDecoder('windows-1252').decode(rest)
  }
}

/** The chunks, the first of them long enough to judge by; counts what has come. */
async function* inParts(source: AsyncIterable<Uint8Array>, told: BytesRead): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0)
  for await (const part of source) {
    const chunk: Buffer = head
      ? Buffer.concat([head, part])
      : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    if (head && chunk.length < headBytes) {
      head = chunk
      continue
    }
    head = undefined
    told.bytes += chunk.length
    if (told.bytes > maxFileBytes) throw refuseFile('too_large')
    yield chunk
  }
  if (head && head.length > 0) {
    told.bytes += head.length
    yield head
  }
}

const marks: [Encoding, string][] = [
  ['utf-8', 'efbbbf'],
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
]

function openDecoder(head: Buffer, told: BytesRead, given: Encoding | undefined): TextDecoder | undefined {
  const fault = recogniseFile(head)
  if (fault) throw refuseFile(fault)
  const marked = marks.find(([, mark]) => head.subarray(0, 3).toString('hex').startsWith(mark))?.[0]
  const found = given ?? marked ?? guessWide(head)
  told.bom = marked !== undefined && marked === found
  if (!found?.startsWith('utf-16') && isBinary(head)) throw refuseFile('binary')
  if (found) told.encoding = found
  return found && new TextDecoder(found)
}

/** UTF-16 without a mark: every other byte of a European text is zero. */
function guessWide(head: Buffer): Encoding | undefined {
  const zeros = [0, 0]
  for (const [index, byte] of head.subarray(0, 512).entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = Math.min(512, head.length) / 5
  if (odd > many && even < odd / 10) return 'utf-16le'
  return even > many && odd < even / 10 ? 'utf-16be' : undefined
}

/** How many bytes there are before a letter that may go on in the next chunk. */
function wholeLetters(bytes: Buffer): number {
  let end = bytes.length
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    end = bytes.length - back
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? end : bytes.length
    }
  }
  return bytes.length
}
