import { expect, test } from 'vitest'
import { splitLinks } from './split-links'

const linksOf = (text: string) =>
  splitLinks(text)
    .filter(({ kind }) => kind === 'link')
    .map((part) => part.text)

test.each([
  ['no address', []],
  ['see https://example.org/a?b=c&d.', ['https://example.org/a?b=c&d']],
  ['(https://example.org) and http://example.com/é!', ['https://example.org', 'http://example.com/é']],
  ['https://', []],
  ['javascript:alert(1) data:text/html,x ftp://x', []],
  ['« https://example.org/page »', ['https://example.org/page']],
])('in %j the addresses are %j', (text, links) => {
  expect(linksOf(text)).toEqual(links)
})

test.each(['', 'a https://example.org b', 'https://example.org', 'x\nhttps://', '🙂 https://example.org/🙂.'])(
  'the parts of %j are the whole text',
  (text) => {
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  },
)
