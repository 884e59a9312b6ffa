import { expect, test } from 'vitest'
import { inFours, readTotpSecret } from './read-totp-secret'

test('the secret is read from the address of the QR code', () => {
  expect(readTotpSecret('otpauth://totp/Rollcall:a%40b.test?secret=JBSWY3DPEHPK3PXP&issuer=Rollcall')).toBe(
    'JBSWY3DPEHPK3PXP',
  )
})

test.each(['', 'not an address', 'otpauth://totp/Rollcall'])('%j has no secret', (uri) => {
  expect(readTotpSecret(uri)).toBeNull()
})

test('a secret is written in fours, whatever its length', () => {
  expect(inFours('JBSWY3DPEH')).toBe('JBSW Y3DP EH')
  expect(inFours('')).toBe('')
})
