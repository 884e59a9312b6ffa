import { expect, test } from 'vitest'
import { readBrakeForm, toBrakeForm } from './brake-values'

const defaults = { share: 0.2, count: 10, windowMinutes: 60, approvalDelayMinutes: 30 }

test('the settings come back from the form as they went into it', () => {
  expect(toBrakeForm(defaults)).toEqual({ ...defaults, share: 20 })
  expect(readBrakeForm(toBrakeForm(defaults))).toEqual({ settings: defaults, wrong: [] })
})

test('every field that is empty, broken or out of bounds is named, and nothing is saved', () => {
  const form = { share: -1, count: '', windowMinutes: 1.5, approvalDelayMinutes: 30 }
  expect(readBrakeForm(form)).toEqual({ settings: null, wrong: ['share', 'count', 'windowMinutes'] })
  expect(readBrakeForm({ ...form, share: 101 }).wrong).toContain('share')
})
