import { expect, test } from 'vitest'
import { judgeFile, maxFileBytes } from './judge-file'

const blob = (...parts: (string | number[])[]) =>
  new Blob(parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part))))

test.each([
  ['%PDF-1.7', 'pdf'],
  ['PK\u0003\u0004', 'spreadsheet'],
  ['', 'empty'],
  ['a;b', null],
] as const)('%j is %s', async (text, fault) => {
  expect(await judgeFile(blob(text))).toBe(fault)
})

test('a picture is known by its first bytes, whatever it is called', async () => {
  expect(await judgeFile(blob([0x89, 0x50, 0x4e, 0x47, 0x0d]))).toBe('picture')
})

test('a file past the limit is refused without being read', async () => {
  class Large extends Blob {
    override get size() {
      return maxFileBytes + 1
    }
    override slice(): Blob {
      throw new Error('it was read')
    }
  }
  expect(await judgeFile(new Large())).toBe('too_large')
})
