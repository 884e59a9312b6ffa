import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import { en } from './en'
import { fr } from './fr'

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value ?? {}).flatMap(([key, child]) => leaves(child, `${path}.${key}`))
}

test('both languages have the same keys', () => {
  const keys = (messages: unknown) => leaves(messages).map(([path]) => path)
  expect(keys(fr).sort()).toEqual(keys(en).sort())
})

test('no text shouts', () => {
  const shouting = [...leaves(en), ...leaves(fr)].filter(([, text]) => text.replace('!', '').length !== text.length)
  expect(shouting).toEqual([])
})

test('French puts a narrow no-break space before : ; and ?', () => {
  // Addresses, and ICU's own syntax within braces, are not prose.
  const prose = (text: string) => text.replace(/https?:\/\/\S*/g, '').replace(/\{[^{}]*\}/g, 'x')
  const wrong = leaves(fr).filter(([, text]) => /[^\u202f\d][;?]|[^\u202f]:(?!\/)/.test(prose(text)))
  expect(wrong).toEqual([])
})

test('every text can be put into words', () => {
  const isUnreadable = (text: string) => {
    const codes: string[] = []
    createTranslator({ locale: 'en-GB', messages: { text }, onError: ({ code }) => codes.push(code) })('text')
    // Values and tags are missing here; that the text itself is wrong has a code of its own.
    return codes.includes('INVALID_MESSAGE')
  }
  const composed = [...leaves(en), ...leaves(fr)].filter(([, text]) => text.includes('{'))
  expect(composed.filter(([, text]) => isUnreadable(text))).toEqual([])
  expect(isUnreadable('{from, select, last-known {x} other {y}}')).toBe(true)
})
