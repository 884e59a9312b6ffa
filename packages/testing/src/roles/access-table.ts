/** Who can sign in. `platform` is an administrator of the organisation that manages the installation. */
export const actors: readonly string[] = [
  ...[
    'platform',
    'admin',
    'operator',
    'receptionist',
    'viewer',
    'doctor',
    'nurse',
    'pharmacist',
    'consultant',
    'staff',
  ],
]

export const services = ['auth-service', 'user-service', 'chat-service'] as const
export type ServiceName = (typeof services)[number]

/** The people who may call a procedure, or `services` for one that no person may. */
export type Who = readonly string[] | 'services'

const everyone: Who = actors
const clinicians = ['doctor', 'nurse', 'pharmacist', 'consultant']
const platform = ['platform']
const admins = ['platform', 'admin']
const operators = [...admins, 'operator']
/** Whoever reads people and the road. */
const readers = [...operators, 'viewer']
const appointmentReaders = [...admins, 'receptionist', 'viewer']
const withAppointments = [...appointmentReaders, ...clinicians]
const appointmentWriters = [...admins, 'receptionist', ...clinicians]
/** Whoever books for everybody. */
const desk = [...admins, 'receptionist']
const talkers = [...admins, ...clinicians, 'staff']

/** What every subscriber answers alike. */
const ofSubscriber: Record<string, Who> = {
  'sync.status': readers,
  'sync.versions': readers,
  'sync.reconcile': operators,
  'sync.stopReconcile': operators,
  'sync.reconciles': readers,
  'sync.reconcileRun': readers,
  'sync.drift': readers,
  'sync.history': readers,
  'sync.repairUser': operators,
  'sync.watch': readers,
  'subscriber.parkedList': 'services',
  'subscriber.parkedRetry': 'services',
  'subscriber.parkedDiscard': 'services',
  'subscriber.trip': 'services',
  'subscriber.standing': 'services',
  'subscriber.health': 'services',
  'subscriber.erase': 'services',
  'subscriber.replayOutcome': 'services',
}

/**
 * Every procedure, and who may call it, said a second time: by hand, and without a look at the permissions. A procedure
 * that isn't here fails its service's test, and so does one that lets anybody else in.
 */
export const accessTable: Record<ServiceName, Record<string, Who>> = {
  'auth-service': {
    'me.get': everyone,
    'me.sessions': everyone,
    'me.endSession': everyone,
    'me.endSessions': everyone,
    'organisation.update': admins,
    'users.list': readers,
    'users.units': readers,
    'users.roles': readers,
    'users.similar': admins,
    'users.undoable': admins,
    'users.undo': admins,
    'users.bulk.preview': admins,
    'users.bulk.start': admins,
    'users.bulk.runs': readers,
    'users.bulk.run': readers,
    'users.bulk.results': readers,
    'users.bulk.stop': admins,
    'users.bulk.undo': admins,
    'users.byId': readers,
    'users.byIds': readers,
    'users.history': readers,
    'users.create': admins,
    'users.update': admins,
    'users.setRole': admins,
    'users.activate': admins,
    'users.deactivate': admins,
    'users.remove': admins,
    'users.restore': admins,
    'users.issueTemporaryPassword': admins,
    'users.import.list': admins,
    'users.import.run': admins,
    'users.import.head': admins,
    'users.import.rows': admins,
    'users.import.check': admins,
    'users.import.begin': admins,
    'users.import.cancel': admins,
    'users.sendLink': admins,
    'users.erase': admins,
    'users.sessions': admins,
    'users.endSessions': admins,
    'audit.list': admins,
    'audit.seals': admins,
    'directory.digest': 'services',
    'directory.versions': 'services',
    'directory.snapshot': 'services',
    'directory.profiles': 'services',
    'directory.compare': 'services',
    'directory.find': 'services',
    'directory.pauses': 'services',
    'directory.standing': 'services',
    'directory.recordAudit': 'services',
    'sync.overview': readers,
    // Everyone learns that somebody changed; the road's figures are for its readers.
    'sync.watch': everyone,
    'sync.matrix': readers,
    'sync.timeline': readers,
    'sync.deadLetters': readers,
    'sync.retry': operators,
    'sync.discard': operators,
    'sync.pause': operators,
    'sync.resume': operators,
    'sync.replay': operators,
    'sync.replays': readers,
    'sync.stopReplay': operators,
    'sync.held': readers,
    'sync.approve': admins,
    'sync.reject': admins,
    'sync.brake': readers,
    'sync.setBrake': admins,
    'platform.organisations': platform,
    'platform.createOrganisation': platform,
  },
  'user-service': {
    'clinicians.list': withAppointments,
    'clinicians.explain': appointmentReaders,
    'users.list': readers,
    'appointments.list': withAppointments,
    'appointments.create': appointmentWriters,
    'appointments.cancel': appointmentWriters,
    'appointments.calendar': withAppointments,
    'appointments.count': appointmentReaders,
    'appointments.history': withAppointments,
    'appointments.orphaned': appointmentReaders,
    'appointments.suggest': desk,
    'appointments.reassign': desk,
    'appointments.reassignments': appointmentReaders,
    'appointments.reassignment': appointmentReaders,
    ...ofSubscriber,
  },
  'chat-service': {
    'profiles.byId': talkers,
    'profiles.byIds': talkers,
    'conversations.list': talkers,
    'conversations.byId': talkers,
    'conversations.thread': talkers,
    'cache.stats': readers,
    'cache.history': readers,
    'cache.topMisses': readers,
    'cache.breakerChanges': readers,
    'cache.inspect': readers,
    'cache.verify': readers,
    'cache.verifyProgress': readers,
    'cache.invalidate': operators,
    'cache.prewarm.start': operators,
    'cache.prewarm.stop': operators,
    'cache.prewarm.runs': readers,
    'cache.prewarm.run': readers,
    ...ofSubscriber,
  },
}
