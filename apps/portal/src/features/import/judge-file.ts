export const maxFileBytes = 256 * 1024 * 1024

export const fileFaults = [
  'pdf',
  'spreadsheet',
  'picture',
  'archive',
  'page',
  'binary',
  'too_large',
  'too_many_rows',
  'too_many_columns',
  'empty',
  'open_quote',
  'too_many_uploads',
] as const
export type FileFault = (typeof fileFaults)[number]

const signatures: [FileFault, number[]][] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['spreadsheet', [0x50, 0x4b, 0x03, 0x04]],
  ['spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
]

/** What is wrong with a file before any of it is sent; null when it may be a table. The service judges again. */
export async function judgeFile(file: Blob): Promise<FileFault | null> {
  if (file.size === 0) return 'empty'
  if (file.size > maxFileBytes) return 'too_large'
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer())
  const found = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte))
  return found?.[0] ?? null
}
