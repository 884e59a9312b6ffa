import { expect, it } from 'vitest'
import { emptyForm, fieldOf, findFaults, nextTime, toInput } from './form-values'

const now = new Date('2027-03-01T06:59:00Z')
const filled = {
  ...emptyForm('Africa/Harare', '2027-03-01'),
  patientName: '  Rutendo Moyo ',
  clinicianId: '0192f000-0000-7000-8000-000000000102',
  time: '09:00',
  reason: 'Annual check-up',
}

it('a filled form has no fault and says the moment in UTC', () => {
  expect(findFaults(filled, now)).toEqual({})
  expect(toInput(filled)).toEqual({
    clinicianId: filled.clinicianId,
    patientName: 'Rutendo Moyo',
    reason: 'Annual check-up',
    startsAt: '2027-03-01T07:00:00.000Z',
    durationMinutes: 30,
    timeZone: 'Africa/Harare',
  })
})

it('each missing field is named', () => {
  expect(findFaults(emptyForm('Africa/Harare', ''), now)).toEqual({
    patientName: 'patientName',
    clinicianId: 'clinicianId',
    day: 'day',
    time: 'time',
    reason: 'reason',
  })
})

it('the past is judged in the form’s zone', () => {
  expect(findFaults({ ...filled, time: '08:59' }, now)).toEqual({ time: 'past' })
  expect(findFaults({ ...filled, timeZone: 'UTC' }, now)).toEqual({})
})

it('a time that clocks skip is refused, and so are texts that are too long', () => {
  const skipped = { ...filled, day: '2027-03-28', time: '02:30', timeZone: 'Europe/Paris' }
  expect(findFaults(skipped, now)).toEqual({ time: 'skipped' })
  expect(findFaults({ ...filled, patientName: 'x'.repeat(201) }, now)).toEqual({ patientName: 'tooLong' })
})

it('the service’s names lead to their inputs, and unknown ones to none', () => {
  expect(fieldOf('startsAt')).toBe('time')
  expect(fieldOf('toString')).toBeUndefined()
})

it('after a time that the clocks skip comes the first one that they show', () => {
  const values = { ...filled, day: '2027-03-28', timeZone: 'Europe/Paris' }
  expect(findFaults({ ...values, time: '02:30' }, now)).toEqual({ time: 'skipped' })
  expect(nextTime({ ...values, time: '02:30' })).toBe('03:00')
  expect(nextTime({ ...values, time: '09:15' })).toBe('09:15')
})
