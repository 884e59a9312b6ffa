import { expect, test } from 'vitest'
import { namedScripts } from './named-scripts.js'

test('a script counts once, and one for old browsers not at all', () => {
  const html = `
    <link rel="preload" as="script" href="/_next/static/chunks/a~1.js"/>
    <script src="/_next/static/chunks/a~1.js" async=""></script>
    <script src="/_next/static/chunks/polyfills.js" noModule=""></script>
    <script>self.__next_f.push([1,"[\\"/_next/static/chunks/b-2.js\\"]"])</script>`
  expect([...namedScripts(html)]).toEqual(['/_next/static/chunks/a~1.js', '/_next/static/chunks/b-2.js'])
})
