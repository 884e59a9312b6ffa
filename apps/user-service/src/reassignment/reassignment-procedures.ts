import { createListOrphaned } from './list-orphaned.js'
import { createListReassignments } from './list-reassignments.js'
import { createReadReassignment } from './read-reassignment.js'
import { createReassignAppointments, type ReassignDependencies } from './reassign-appointments.js'
import { createSuggestClinicians } from './suggest-clinicians.js'

/** What of `appointments` speaks of clinicians who have left, and of giving their appointments to others. */
export const createReassignmentProcedures = (deps: ReassignDependencies) => ({
  orphaned: createListOrphaned(deps.pool),
  suggest: createSuggestClinicians(deps.pool),
  reassign: createReassignAppointments(deps),
  reassignments: createListReassignments(deps.pool),
  reassignment: createReadReassignment(deps.pool),
})
