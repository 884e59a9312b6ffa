import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskContact, maskContactText, maskEmail, maskErrorText, maskPhone, maskStream } from './mask-contact.js'

const local = fc.stringMatching(/^[a-z0-9][a-z0-9._+-]{3,20}[a-z]$/)
const domain = fc.constantFrom('example.org', 'sante.gouv.ci', 'rollcall.test')
const address = fc.tuple(local, domain).map(([name, host]) => ({ name, email: `${name}@${host}` }))
const phone = fc.stringMatching(/^\+[1-9]\d{7,13}$/)

/** Any answer with a contact somewhere in it, under its field, in a change, or quoted in a text. */
const answerWith = (email: string, number: string) =>
  fc.letrec((tie) => ({
    answer: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(
        { email, phoneNumber: number },
        { changes: { email: { from: email, to: null }, phoneNumber: { from: null, to: number } } },
        {
          fields: [
            { field: 'email', kept: email, directory: 'x' },
            { field: 'phoneNumber', kept: 1, directory: number },
          ],
        },
        { error: `Key (email)=(${email}) already exists; ${number} is in use` },
        `payload.email: ${email}, ${number}: refused`,
      ),
      fc.array(tie('answer'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('items', 'payload', 'user', 'from'), tie('answer'), { maxKeys: 3 }),
    ),
  })).answer

describe('an answer for whoever may not see contact', () => {
  it('holds no address and no number, wherever they stood', () => {
    fc.assert(
      fc.property(
        address.chain(({ name, email }) =>
          phone.chain((number) => answerWith(email, number).map((answer) => ({ name, number, answer }))),
        ),
        ({ name, number, answer }) => {
          const text = JSON.stringify(maskContact(answer))
          expect(text).not.toContain(`${name}@`)
          expect(text).not.toContain(number.slice(0, -2))
        },
      ),
    )
  })

  it('is otherwise what it was', () => {
    const plain = {
      ...{ id: '0192f000-0000-7000-8000-000000000001', position: '123456789', version: 3, isActive: true, none: null },
      ...{ at: '2026-11-21T13:18:12.000+02:00', firstName: 'Zoé', role: 'doctor', matricule: 'M-1234567', items: [1] },
      error: 'duplicate key 0192f000-0000-7000-8000-000000000001 at 2026-11-21T13:18:12.000Z, column 12',
      when: new Date(0),
    }
    expect(maskContact(plain)).toEqual(plain)
    fc.assert(
      fc.property(fc.anything({ withDate: true }), (value) => {
        const text = JSON.stringify(value) ?? ''
        fc.pre(!/[@+]|email|phoneNumber|error|field|__proto__/.test(text))
        expect(JSON.stringify(maskContact(value))).toEqual(JSON.stringify(value))
      }),
    )
  })

  it('shows everybody their own', () => {
    const [own, other] = [
      { id: 'me', email: 'me@example.org' },
      { id: 'you', email: 'you@example.org' },
    ]
    expect(maskContact([own, other], 'me')).toEqual([own, { id: 'you', email: '•••@example.org' }])
  })
})

it('masking twice is masking once', () => {
  fc.assert(
    fc.property(address, phone, ({ email }, number) => {
      const once = maskContact({ email, phoneNumber: number, error: `${email} ${number}` })
      expect(maskContact(once)).toEqual(once)
    }),
  )
})

it('an address keeps its domain, a number its last two digits', () => {
  expect(maskEmail('farai.ncube@rollcall.test')).toBe('•••@rollcall.test')
  expect(maskEmail('no address')).toBe('•••')
  expect(maskPhone('+263 77 214 7919')).toBe('•••• 19')
  expect(maskPhone('112')).toBe('••••')
})

it('a text loses what it quotes, and a number in no form where it is an error', () => {
  expect(maskContactText('"Zoe@Example.org" and +263 77 214-7919 at 13:18+02:00')).toBe(
    '"•••@Example.org" and •••• 19 at 13:18+02:00',
  )
  expect(maskContactText('event 123456789')).toBe('event 123456789')
  expect(maskErrorText('value 0772147919 is too long')).toBe('value •••• 19 is too long')
})

it('a stream is masked message by message, and ends when it is left', async () => {
  let ended = false
  async function* source() {
    try {
      for (;;) yield { user: { email: 'a@example.org' } }
    } finally {
      ended = true
    }
  }
  for await (const message of maskStream(source(), 'me')) {
    expect(message).toEqual({ user: { email: '•••@example.org' } })
    break
  }
  expect(ended).toBe(true)
})
