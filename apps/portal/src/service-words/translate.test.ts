import { describe, expect, it } from 'vitest'
import { catalogue, toFrench as translate } from './french-translator'

describe('the French of what the services say', () => {
  it('keeps what a sentence names', () => {
    expect(translate('Too many attempts. Try again in 30 seconds.')).toBe(
      'Trop de tentatives. Réessayez dans 30 secondes.',
    )
  })

  it('leaves no placeholder open, in any sentence', () => {
    for (const [english] of catalogue) {
      const said = english.replace(/\{\w+\}/g, 'x')
      expect(translate(said), said).not.toMatch(/[{}]/)
      expect(translate(said), said).not.toBeNull()
    }
  })

  it('writes high punctuation with a narrow no-break space, and no straight apostrophe', () => {
    for (const [, words] of catalogue) {
      expect(words).not.toMatch(/[^\u202f][;?!»]|[^\u202f]: |«[^\u202f]|'/)
    }
  })

  it('translates the faults of several fields at once', () => {
    expect(
      translate('email: expected an address such as name@example.org; lastName: expected at least 1 character'),
    ).toBe('E-mail\u202f: écrivez une adresse comme nom@example.org\u202f; Nom\u202f: écrivez au moins 1 caractère')
  })

  it('does not guess at a sentence that it does not know', () => {
    expect(translate('A moose is in the cache.')).toBeNull()
  })
})
