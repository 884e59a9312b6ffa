import { z } from 'zod'
import { lineSchema } from '../users/user-input.js'

const timeZones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])

export const newOrganisationShape = {
  name: lineSchema(120),
  timeZone: z
    .string()
    .refine((zone) => timeZones.has(zone), 'expected a time zone of the IANA list, such as Africa/Harare'),
}
