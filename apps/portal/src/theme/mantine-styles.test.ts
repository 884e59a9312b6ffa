import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../', import.meta.url))
const core = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles.css'))

test('every component of Mantine that the console draws has its styles, in Mantine’s order', () => {
  const sheets = [...readFileSync(`${source}theme/mantine.css`, 'utf8').matchAll(/core\/styles\/([\w-]+)\.css/g)]
  const imported = sheets.map(([, name]) => name)
  expect(imported).toEqual(expect.arrayContaining(sheetsOf(componentsUsed())))
  expect(imported).toEqual(inMantineOrder(imported))
})

/** Names that the console imports from @mantine/core, and what the charts and toasts draw with. */
function componentsUsed(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(source + name, 'utf8'))
  const imports = files.flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)])
  const names = imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  return [...new Set([...names, 'ColorSwatch', 'Notification'])].filter((name) => name && !name.startsWith('type '))
}

/** The sheets of `components` and of every component they are made of. */
function sheetsOf(components: string[]): string[] {
  const index = readFileSync(`${core}/esm/index.mjs`, 'utf8')
  const homes = new Map(
    [...index.matchAll(/import \{([^}]*)\} from "([^"]*)"/g)].flatMap(([, names = '', home = '']) =>
      names.split(',').map((name) => [name.trim(), home] as const),
    ),
  )
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/from "(\.[^"]*)"/g))
      visit(resolve(dirname(file), path))
  }
  for (const component of components) visit(resolve(`${core}/esm`, homes.get(component) ?? `no home of ${component}`))
  const named = [...seen].flatMap((file) => /([\w-]+)\.module\.mjs$/.exec(file)?.[1] ?? [])
  return [...new Set(named)].filter((name) => existsSync(`${core}/styles/${name}.css`)).sort()
}

function inMantineOrder(names: (string | undefined)[]) {
  const whole = readFileSync(`${core}/styles.css`, 'utf8')
  const place = (name = '') => whole.indexOf(readFileSync(`${core}/styles/${name}.css`, 'utf8').trim())
  return [...names].sort((a, b) => place(a) - place(b))
}
