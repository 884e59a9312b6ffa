import { z } from 'zod'

/** Schema version of the events written today: the envelope's `version`. */
export const schemaVersion = '1.0'

export const userEventTypes = [
  'user.created',
  'user.updated',
  'user.activated',
  'user.deactivated',
  'user.role.changed',
  'user.deleted',
  'user.restored',
] as const
export type UserEventType = (typeof userEventTypes)[number]

const isoDate = z.iso.datetime({ offset: true })

/**
 * The whole user as it was after the write. Unknown keys are kept out, not refused: a newer directory may add fields
 * within one schema version. `role` is any text, so that a role added later doesn't stop the road.
 */
export const userSnapshotSchema = z.object({
  userId: z.uuid(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role: z.string().min(1),
  phoneNumber: z.string().nullable(),
  isActive: z.boolean(),
  mustChangePassword: z.boolean(),
  avatar: z.string().nullable(),
  matricule: z.string().nullable(),
  ministere: z.string().nullable(),
  sexe: z.string().nullable(),
  createdAt: isoDate,
  updatedAt: isoDate,
  deletedAt: isoDate.nullable(),
})
export type UserSnapshot = z.infer<typeof userSnapshotSchema>

export const fieldChangeSchema = z.object({ from: z.unknown(), to: z.unknown() })

/** One immutable fact about one user (seed 002's envelope, with tenant, version, actor and changes). */
export const userEventSchema = z.object({
  /** Its place in the directory's log. Names the event in figures and timelines; says nothing about order. */
  position: z.int().nonnegative().optional(),
  eventId: z.uuid(),
  eventType: z.enum(userEventTypes),
  version: z.literal(schemaVersion),
  timestamp: isoDate,
  source: z.string(),
  tenantId: z.uuid(),
  userId: z.uuid(),
  userVersion: z.int().positive(),
  actor: z.object({ id: z.string(), kind: z.enum(['user', 'service', 'sql']) }),
  correlationId: z.string(),
  traceparent: z.string().nullish(),
  changes: z.record(z.string(), fieldChangeSchema),
  payload: userSnapshotSchema,
})
export type UserEvent = z.infer<typeof userEventSchema>

/** What reconcile pulls: a user as the directory has it now, without the story of one change. */
export const directoryUserSchema = z.object({
  tenantId: z.uuid(),
  userId: z.uuid(),
  userVersion: z.int().positive(),
  eventAt: isoDate,
  payload: userSnapshotSchema,
})
export type DirectoryUser = z.infer<typeof directoryUserSchema>

/** The part of an event that a projection needs. */
export function toDirectoryUser(event: UserEvent): DirectoryUser {
  const { tenantId, userId, userVersion, timestamp, payload } = event
  return { tenantId, userId, userVersion, eventAt: timestamp, payload }
}
