import { randomUUID } from 'node:crypto'
import type { DirectoryUser, UserEvent } from '@rollcall/events/user-event'

export const sampleTenantId = '0192f000-0000-7000-8000-000000000001'

/** A whole, valid event of one user; `changed` overrides what the test is about. */
export function sampleEvent(
  userId: string,
  userVersion: number,
  changed: Partial<UserEvent['payload']> & { tenantId?: string; position?: number } = {},
): UserEvent {
  const { tenantId = sampleTenantId, position, ...payload } = changed
  const timestamp = new Date().toISOString()
  return {
    ...(position === undefined ? {} : { position }),
    eventId: randomUUID(),
    eventType: userVersion === 1 ? 'user.created' : 'user.updated',
    version: '1.0',
    timestamp,
    source: 'auth-service',
    tenantId,
    userId,
    userVersion,
    actor: { id: 'test', kind: 'service' },
    correlationId: randomUUID(),
    changes: {},
    payload: {
      userId,
      email: `${userId}@rollcall.test`,
      firstName: 'Rudo',
      lastName: 'Sibanda',
      role: 'doctor',
      phoneNumber: null,
      isActive: true,
      mustChangePassword: false,
      avatar: null,
      matricule: null,
      ministere: null,
      sexe: null,
      createdAt: timestamp,
      updatedAt: timestamp,
      deletedAt: null,
      ...payload,
    },
  }
}

export function sampleUser(...given: Parameters<typeof sampleEvent>): DirectoryUser {
  const { tenantId, userId, userVersion, timestamp, payload } = sampleEvent(...given)
  return { tenantId, userId, userVersion, eventAt: timestamp, payload }
}
