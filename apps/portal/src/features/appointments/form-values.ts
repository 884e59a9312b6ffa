import { instantOf } from './zoned-time'

export const formFields = ['patientName', 'clinicianId', 'day', 'time', 'minutes', 'timeZone', 'reason'] as const
export type FormField = (typeof formFields)[number]
/** As inputs hold them: an empty string is "nothing". */
export type FormValues = Record<FormField, string>
/** A fault's name under `appointments.form.errors`. */
export type FormFault = 'patientName' | 'clinicianId' | 'day' | 'time' | 'skipped' | 'past' | 'reason' | 'tooLong'

export const durations = ['10', '15', '20', '30', '45', '60', '90', '120', '180', '240'] as const
const usualMinutes = '30'
const maxLength = { patientName: 200, reason: 500 } as const

export function emptyForm(timeZone: string, day: string): FormValues {
  return { patientName: '', clinicianId: '', day, time: '', minutes: usualMinutes, timeZone, reason: '' }
}

const quarters = Array.from({ length: 96 }, (_, index) => {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(index / 4))}:${two((index % 4) * 15)}`
})

/** The first quarter of an hour, at or after the time chosen, that the clocks of the zone show on the day. */
export function nextTime({ day, time, timeZone }: FormValues): string {
  return quarters.find((quarter) => quarter >= time && instantOf(day, quarter, timeZone) !== null) ?? time
}

export const startOf = ({ day, time, timeZone }: FormValues) => instantOf(day, time, timeZone)

/** What has to be put right before the service is asked; it checks everything again. */
export function findFaults(values: FormValues, now: Date): Partial<Record<FormField, FormFault>> {
  const faults: Partial<Record<FormField, FormFault>> = {}
  for (const field of ['patientName', 'reason'] as const) {
    const { length } = values[field].trim()
    if (length === 0) faults[field] = field
    if (length > maxLength[field]) faults[field] = 'tooLong'
  }
  if (!values.clinicianId) faults.clinicianId = 'clinicianId'
  if (!values.day) faults.day = 'day'
  if (!values.time) faults.time = 'time'
  if (values.day && values.time) {
    const startsAt = startOf(values)
    if (startsAt === null) faults.time = 'skipped'
    else if (startsAt <= now) faults.time = 'past'
  }
  return faults
}

/** What the service is told. */
export function toInput(values: FormValues) {
  const startsAt = startOf(values)
  if (!startsAt) throw new Error('a form without a time was not checked')
  return {
    clinicianId: values.clinicianId,
    patientName: values.patientName.trim(),
    reason: values.reason.trim(),
    startsAt: startsAt.toISOString(),
    durationMinutes: Number(values.minutes),
    timeZone: values.timeZone,
  }
}

const fieldsOfPaths: Record<string, FormField> = {
  clinicianId: 'clinicianId',
  patientName: 'patientName',
  reason: 'reason',
  startsAt: 'time',
  durationMinutes: 'minutes',
  timeZone: 'timeZone',
}

/** The input that shows a fault the service names by its own field. */
export function fieldOf(path: string): FormField | undefined {
  return Object.hasOwn(fieldsOfPaths, path) ? fieldsOfPaths[path] : undefined
}
