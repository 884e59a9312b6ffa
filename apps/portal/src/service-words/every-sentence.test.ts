import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { z } from 'zod'
import { toFrench } from './french-translator'

const nodeSchema = z.looseObject({ type: z.string() })
type Node = z.infer<typeof nodeSchema>
const quasiSchema = z.object({ value: z.object({ cooked: z.string() }) })

// For whoever reads a log or starts a process, and not for whoever sits at the console.
const forOperators = /^(?:.*\.)?(?:log|logger|console)\.\w+$|\.query$/
const ownErrors = new Set(['AppError', 'APIError'])
const beginsLikeFault = /^(?:expected|name|choose|this|say|nobody|no|only|give|your) /
const isSentence = (text: string) => /^(?:x1|[A-Z]).*[.?]$/s.test(text) || beginsLikeFault.test(text)
const hasThreeWords = (text: string) => text.trim().split(/\s+/).length >= 3

const repository = join(import.meta.dirname, '../../../..')
const services = ['auth-service', 'user-service', 'chat-service'].map((name) => `apps/${name}/src`)
const packages = ['service-kit', 'events', 'subscriber', 'event-bus', 'user-cache'].map(
  (name) => `packages/${name}/src`,
)

/** Whose sentences no viewer reads as they are, and why. */
const elsewhere: [file: RegExp, why: string][] = [
  [/auth-service\/src\/directory\//, 'said between services'],
  [/service-token\.ts$|message-cipher\.ts$|create-event-bus\.ts$|user-cache\.ts$/, 'said between services'],
  [/describe-fault\.ts$|read-words\.ts$|link-mail\.ts$/, 'written in both languages where they are'],
  [/refuse-file\.ts$|standing\.ts$|warm-batch\.ts$/, 'the console has words for each code'],
  [/explain-(?:clinicians|person)\.ts$/, 'the console has words for each reason'],
  [/database-hooks\.ts$/, 'the console has words for each code'],
  [/within\.ts$/, 'a cause, for the log'],
  [/metrics\.ts$/, 'read by Prometheus'],
  [/replay-runner\.ts$|send-page\.ts$/, 'shown as a technical cause'],
]
// What no page of the console can send, or what only another program would.
const beyondPages = [
  /^expected a (?:deed|scope) whose kind is one of/,
  /^name either /,
  /^Send (?:JSON|what changes)/,
  /^This address does not take this method/,
  /^expected an MD5/,
]
// Sentences that are put together: their parts are told by the whole ones below.
const parts = [
  /^x1 x1/,
  /^x1 Look x1/,
  /^x1 So nobody/,
  /^no event lies there\. x1/,
  /^The oldest event is of/,
  /^There are none yet/,
  /^This event x1 at/,
]

const said = [...services, ...packages].flatMap((root) => collectSentences(join(repository, root)))

test('whatever a service can tell a viewer has its French', () => {
  const untold = said
    .filter(({ file }) => !elsewhere.some(([pattern]) => pattern.test(file)))
    .filter(({ text }) => ![...beyondPages, ...parts].some((pattern) => pattern.test(text)))
    .filter(({ text }) => !/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|CASE|WHEN)\b/.test(text))
    .filter(({ text }) => toFrench(text) === null)
  expect(untold.map(({ text }) => text)).toEqual([])
})

test('the sentences of the services are found', () => {
  const texts = said.map(({ text }) => text)
  expect(texts).toContain('User with ID x1 not found')
  expect(texts).toContain('This run is being undone already.')
  expect(texts).toContain('expected an https:// address')
})

test.each([
  'Dr Moyo has been deleted and takes no appointments. Choose another clinician.',
  'Dr Moyo is deactivated and takes no appointments. Choose another clinician.',
  'Dr Moyo is not a clinician (staff) and takes no appointments. Choose another clinician.',
  'Farai Ncube approved this at 2027-03-01T07:00:00.000Z; it is decided.',
  'Farai Ncube rejected this at 2027-03-01T07:00:00.000Z; it is decided.',
  'This event was discarded at 2027-03-01T07:00:00.000Z: there is nothing left to do.',
  'scope.since: no event lies there. There are none yet.',
  "Clinical can't be asked, because it timed out. So nobody can say whom this filter means. Try again once it answers, or leave the filter out.",
  'expected: 12 people would be changed now, and not 10; look at them and confirm again.',
  'email: this address is already in use; choose another one; firstName: expected at least 1 character',
])('a sentence of several parts has its French: %s', (sentence) => {
  expect(toFrench(sentence)).not.toBeNull()
})

test('a field is called what the pages call it', () => {
  expect(toFrench('changes.firstName: expected at least 1 character')).toBe(
    'Prénom\u202f: écrivez au moins 1 caractère',
  )
})

interface Said {
  file: string
  /** What stands in the source; `x1` for each value that is put in. */
  text: string
}

/** Every sentence in the sources below a folder that a person could be told, read from their syntax trees. */
function collectSentences(root: string): Said[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/test|generated\/|fixtures\/|cli\/|(?:^|\/)(?:env|main)\.ts$/.test(file),
  )
  return files.flatMap((name) => {
    const file = join(root, name)
    return textsIn(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }), false)
      .filter(hasThreeWords)
      .map((text) => ({ file, text }))
  })
}

function textsIn(value: unknown, inOwnError: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, inOwnError))
  const parsed = nodeSchema.safeParse(value)
  if (!parsed.success) return []
  const node = parsed.data
  if (node.type.startsWith('TS') && node.type !== 'TSSatisfiesExpression' && node.type !== 'TSAsExpression') return []
  if (node.type === 'CallExpression' && forOperators.test(nameOf(node.callee))) return []
  const made = node.type === 'NewExpression' ? nameOf(node.callee) : ''
  if (made.endsWith('Error') && !ownErrors.has(made)) return []
  const isOwn = inOwnError || ownErrors.has(made)
  const text = textOf(node)
  const own = text !== null && (isOwn || isSentence(text)) ? [text] : []
  return [...own, ...Object.values(node).flatMap((child) => textsIn(child, isOwn))]
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return null
  return z
    .array(quasiSchema)
    .parse(node.quasis)
    .map(({ value }) => value.cooked)
    .join('x1')
}

function nameOf(callee: unknown): string {
  const parsed = nodeSchema.safeParse(callee)
  if (!parsed.success) return ''
  const { type, name, object, property } = parsed.data
  if (type === 'Identifier') return String(name)
  return type === 'MemberExpression' ? `${nameOf(object)}.${nameOf(property)}` : ''
}
