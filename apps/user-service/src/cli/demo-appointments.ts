import { createHash } from 'node:crypto'
import type { DateTime } from 'luxon'
import { v5 as uuidV5 } from 'uuid'

export interface DemoDoctor {
  id: string
  email: string
}
export interface DemoAppointment {
  id: string
  clinicianId: string
  patientName: string
  reason: string
  startsAt: Date
  endsAt: Date
  createdAt: Date
  cancelledAt: Date | null
}

/** Namespace of the demo's own ids (RFC 9562, name-based): the same slot gets the same id in every run. */
const namespace = '0192f000-0000-7000-8000-0000000000aa'
const firstHour = 8
const lastHour = 17
const lunchHour = 12
const durations = [15, 20, 30, 30, 30, 45, 60]
const givenNames = [
  'Tendai',
  'Rutendo',
  'Kudzai',
  'Chipo',
  'Tatenda',
  'Nyasha',
  'Thabo',
  'Sipho',
  'Awa',
  'Moussa',
  'Claire',
  'John',
]
const familyNames = [
  'Moyo',
  'Dube',
  'Chikafu',
  'Mutasa',
  'Nyoni',
  'Mpofu',
  'Diallo',
  'Traoré',
  'Banda',
  'Phiri',
  'Martin',
  'Okoye',
]
const reasons = [
  'Annual check-up',
  'Blood pressure follow-up',
  'Antenatal visit',
  'Child vaccination',
  'Diabetes review',
  'Persistent cough',
  'Back pain',
  'Review of test results',
  'Malaria symptoms',
  'Wound dressing',
  'Repeat prescription',
  'Skin rash',
]

/** One doctor's working days, 8 to 17 h on the clocks of `timeZone`, from one day to another. */
export function* planDoctor(doctor: DemoDoctor, from: DateTime, to: DateTime): Generator<DemoAppointment> {
  for (let day = from.startOf('day'); day < to; day = day.plus({ days: 1 })) {
    if (day.weekday <= 5) yield* planDay(doctor, day)
  }
}

function* planDay(doctor: DemoDoctor, day: DateTime): Generator<DemoAppointment> {
  const pick = createPicker(`${doctor.email} ${day.toISODate()}`)
  const noon = day.set({ hour: lunchHour })
  const end = day.set({ hour: lastHour })
  let start = day.set({ hour: firstHour })
  while (start < end) {
    const minutes = durations[pick(durations.length)] ?? 30
    const stop = start.plus({ minutes })
    const overLunch = start.hour === lunchHour || (start < noon && stop > noon)
    if (!overLunch && stop <= end && pick(100) < 45) yield appointmentAt(doctor, start, stop, pick)
    start = overLunch ? day.set({ hour: lunchHour + 1 }) : stop
  }
}

function appointmentAt(doctor: DemoDoctor, start: DateTime, stop: DateTime, pick: Picker): DemoAppointment {
  const createdAt = start.minus({ days: 1 + pick(20), minutes: pick(300) })
  const cancelled = pick(100) < 6
  return {
    id: uuidV5(`${doctor.id} ${start.toUTC().toISO()}`, namespace),
    clinicianId: doctor.id,
    patientName: `${givenNames[pick(givenNames.length)]} ${familyNames[pick(familyNames.length)]}`,
    reason: reasons[pick(reasons.length)] ?? 'Check-up',
    startsAt: start.toJSDate(),
    endsAt: stop.toJSDate(),
    createdAt: createdAt.toJSDate(),
    cancelledAt: cancelled ? createdAt.plus({ hours: 3 }).toJSDate() : null,
  }
}

type Picker = (below: number) => number

/** Numbers that look random and are the same for the same seed on every machine. */
function createPicker(seed: string): Picker {
  let block = createHash('sha256').update(seed).digest()
  let at = 0
  return (below) => {
    if (at + 4 > block.length) {
      block = createHash('sha256').update(block).digest()
      at = 0
    }
    const value = block.readUInt32BE(at)
    at += 4
    return value % below
  }
}
