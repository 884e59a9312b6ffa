import { expect, test } from 'vitest'
import { chooseStep, openSteps } from './import-step'

test('a step that was not reached shows the furthest one that was', () => {
  expect(chooseStep('received', 'report')).toBe('columns')
  expect(chooseStep('checking', null)).toBe('check')
})

test('Back leads to the columns until the import is applied', () => {
  expect(chooseStep('checked', 'columns')).toBe('columns')
  expect(chooseStep('applying', 'columns')).toBe('report')
  expect(openSteps('done')).toEqual(['report'])
})
