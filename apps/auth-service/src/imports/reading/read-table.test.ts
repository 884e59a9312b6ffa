import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxFileBytes } from '../limits.js'
import { type BytesRead, decodeText, type Encoding, encodings } from './decode-text.js'
import { type Separator, separators } from './find-separator.js'
import { readTable, type TableRead } from './read-table.js'

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array, options: { size?: number; encoding?: Encoding; separator?: Separator } = {}) {
  const told: BytesRead = { encoding: 'utf-8', bom: false, bytes: 0 }
  const table: TableRead = { separator: ',' }
  const rows: string[][] = []
  const lines: number[] = []
  const text = decodeText(inChunks(bytes, options.size ?? 65_536), told, options.encoding)
  for await (const { cells, line } of readTable(text, table, options.separator)) {
    rows.push(cells)
    lines.push(line)
  }
  return { rows, lines, ...told, ...table }
}

const marks = { 'utf-8': '\ufeff', 'utf-16le': '\ufeff', 'utf-16be': '\ufeff', 'windows-1252': '' }
function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  return Buffer.from(text, encoding === 'windows-1252' ? 'latin1' : 'utf8')
}

// What Windows-1252 and ISO 8859-1 have in common; line ends are told apart in their own test.
const western = fc.string({
  unit: fc.constantFrom(...' aZ0é à ü ß ñ "\',;|=+-@\n\t€'.replace('€', 'ç').split('')),
  maxLength: 12,
})
const anyText = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\r\0\ufeff\ufffd]/g, 'x'))
const tables = (cell: fc.Arbitrary<string>) =>
  fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 6 })).chain(([width, height]) =>
    fc.array(
      // A row of empty cells is passed over.
      fc.array(cell, { minLength: width, maxLength: width }).map(([, ...rest]) => ['x', ...rest]),
      { minLength: height, maxLength: height },
    ),
  )

describe('any table is read back as it was written', () => {
  it.each(encodings)('in %s, with any separator, quoting, line ends and cuts', async (encoding) => {
    const cell = encoding === 'windows-1252' ? western : anyText
    await fc.assert(
      fc.asyncProperty(
        ...[tables(cell), fc.constantFrom(...separators), fc.boolean(), fc.constantFrom('\n', '\r\n')],
        fc.integer({ min: 1, max: 40 }),
        async (rows, delimiter, quoted, lineEnd, size) => {
          const text = stringify(rows, {
            delimiter,
            quoted,
            quoted_string: quoted,
            record_delimiter: lineEnd,
            quoted_match: /\n/,
          })
          const bytes = encode(marks[encoding] + text, encoding)
          const found = await read(bytes, { size, separator: delimiter, encoding })
          expect(found.rows).toEqual(rows)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('what a file is encoded in', () => {
  const text = 'Prénom;Nom\nZoé;Müller\n'
  it.each([
    ['utf-8', Buffer.from(text), false],
    ['utf-8', Buffer.from(`\ufeff${text}`), true],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le'), true],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), true],
    ['utf-16le', Buffer.from(text, 'utf16le'), false],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16(), false],
    ['windows-1252', Buffer.from(text, 'latin1'), false],
  ] as const)('%s is told, by its mark or its letters (%#)', async (encoding, bytes, bom) => {
    expect(await read(bytes)).toMatchObject({
      ...{ encoding, bom, separator: ';', bytes: bytes.length },
      rows: [
        ['Prénom', 'Nom'],
        ['Zoé', 'Müller'],
      ],
    })
  })

  it('is told by the first letter that tells, however far it is, and at any cut', async () => {
    const plain = 'a;b\n'.repeat(3000)
    for (const [encoding, name] of [
      ['latin1', 'windows-1252'],
      ['utf8', 'utf-8'],
    ] as const) {
      const bytes = Buffer.from(`${plain}é;ü\n`, encoding)
      for (const size of [4096, bytes.length - 5, bytes.length - 4, bytes.length - 2]) {
        const { rows, encoding: found } = await read(bytes, { size })
        expect(found).toBe(name)
        expect(rows.at(-1)).toEqual(['é', 'ü'])
      }
    }
  })

  it('bytes that can not be read, and NUL, are marked where they stand', async () => {
    const bytes = Buffer.concat([Buffer.from('é;b\n'), Buffer.from([0xff, 0x3b, 0x00, 0x61, 0x0a])])
    expect((await read(Buffer.concat([Buffer.from('a;b\n'.repeat(2000)), bytes]), { size: 8003 })).rows.at(-1)).toEqual(
      ['\ufffd', '\ufffda'],
    )
  })
})

describe('the separator', () => {
  it.each([
    ['a,b,c\n1,2,3\n', ','],
    ['nom;note\nA;1,5\nB;2,5\n', ';'],
    ['a\tb\n"x, y"\tz\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['a@b.org\nc@d.org\n', ','],
    ['sep=;\na;b,c,d\n1;2,3,4\n', ';'],
  ] as const)('of %j is %j', async (text, separator) => {
    expect((await read(Buffer.from(text))).separator).toBe(separator)
  })
})

it('a row is named by the line where it begins', async () => {
  const { rows, lines } = await read(Buffer.from('a,b\r\n\r\n"x\r\ny",1\r\n,\r\nz,2\r'))
  expect(rows).toEqual([
    ['a', 'b'],
    ['x\ny', '1'],
    ['z', '2'],
  ])
  expect(lines).toEqual([1, 3, 6])
})

describe('what is no table', () => {
  const refused = (bytes: Buffer) => read(bytes).catch((error) => error.fields)
  it.each([
    ['%PDF-1.7\n', 'pdf'],
    ['PK\u0003\u0004abc', 'spreadsheet'],
    ['<!DOCTYPE html><table>', 'page'],
    ['{\\rtf1 a', 'page'],
    ['\u0001\u0002\u0003\u0004\u0005\u0006', 'binary'],
    ['', 'empty'],
    ['\n\n;;\n', 'empty'],
    [`${'a,'.repeat(101)}b\n`, 'too_many_columns'],
  ])('%j is refused as %s', async (text, fault) => {
    expect(await refused(Buffer.from(text, 'latin1'))).toMatchObject([{ path: 'file', message: fault }])
  })

  it('a file that doesn’t end is given up at the limit', async () => {
    let sent = 0
    const chunk = Buffer.alloc(1024 ** 2, 'abcdefg\n')
    const endless = async function* () {
      for (; ; sent += chunk.length) yield chunk
    }
    const told: BytesRead = { encoding: 'utf-8', bom: false, bytes: 0 }
    const all = async () => {
      for await (const _ of decodeText(endless(), told)) void _
    }
    await expect(all()).rejects.toMatchObject({ fields: [{ message: 'too_large' }] })
    expect(sent).toBe(maxFileBytes)
  })

  it('a picture is refused', async () => {
    expect(await refused(Buffer.from('89504e470d0a1a0a00', 'hex'))).toMatchObject([{ message: 'picture' }])
  })

  it.each(['a,b\n1,2\n3,"4\n5,6\n', `a,b\n1,2\n3,"${'x'.repeat(200_000)}`])(
    'a quote that is never closed is named by the line before',
    async (text) => {
      expect(await refused(Buffer.from(text))).toEqual([
        { path: 'file', message: 'open_quote' },
        { path: 'line', message: '2' },
      ])
    },
  )
})
