import { expect, test } from 'vitest'
import { shortenAgent } from './shorten-agent'

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    '(Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    '(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['', null],
  [null, null],
])('of %j what tells browsers apart stays', (agent, shortened) => {
  expect(shortenAgent(agent)).toBe(shortened)
})
