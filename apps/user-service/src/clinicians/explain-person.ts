import { type ClinicalRole, clinicalRoles } from '@rollcall/events/roles'
import type { DirectoryPerson } from './find-in-directory.js'
import type { KeptPerson } from './find-kept-people.js'

export type ExplanationReason =
  | 'listed'
  | 'unknown_here'
  | 'other_role'
  | 'deactivated'
  | 'deleted'
  | 'on_its_way'
  | 'parked'
  | 'held'
  | 'paused'
export type ExplanationAction =
  | 'none'
  | 'retry'
  | 'repair'
  | 'change_role'
  | 'activate'
  | 'restore'
  | 'review_held'
  | 'resume'
  | 'wait'

/** Why somebody is, or isn't, in the appointment form's list, and what mends it. */
export interface Explanation {
  userId: string
  fullName: string
  role: string
  reason: ExplanationReason
  /** One English sentence, or two. */
  message: string
  facts: {
    /** Null: the directory was not asked, or doesn't know the person. */
    directory: Omit<DirectoryPerson, 'id' | 'fullName'> | null
    /** Null: not here. */
    kept: Omit<KeptPerson, 'id' | 'fullName'> | null
    parked: { attempts: number; since: string } | null
  }
  action: ExplanationAction
  parkedId?: string
  holdId?: string
}

export interface KnownOfPerson {
  directory: DirectoryPerson | undefined
  kept: KeptPerson | undefined
  parked: { id: string; attempts: number; since: string } | null
  /** Somebody has paused the queue of this service. */
  isPaused: boolean
  /** Roles that the list shows. */
  roles: readonly ClinicalRole[]
  now: number
}

type Verdict = Pick<Explanation, 'reason' | 'message' | 'action' | 'parkedId' | 'holdId'>

/** A change that takes longer isn't on its way any more, but late. */
const lateMs = 5000

/** Null when neither the directory nor this service knows the person. */
export function explainPerson(known: KnownOfPerson): Explanation | null {
  const { directory, kept, parked } = known
  const person = directory ?? kept
  const verdict = judge(known)
  if (!person || !verdict) return null
  return {
    ...{ userId: person.id, fullName: person.fullName, role: person.role },
    ...verdict,
    facts: {
      directory: withoutName(directory),
      kept: withoutName(kept),
      parked: parked && { attempts: parked.attempts, since: parked.since },
    },
  }
}

function judge(known: KnownOfPerson): Verdict | null {
  const { directory, kept, roles } = known
  const againstKept = kept ? reasonAgainst(kept, roles) : null
  if (kept && !againstKept) return listed(kept, directory)
  if (!directory) return againstKept
  // The hold first: what the directory says of the person is what is held.
  if (directory.holdId) return held(directory, directory.holdId)
  return reasonAgainst(directory, roles) ?? notArrived(known, directory)
}

function listed(kept: KeptPerson, directory: DirectoryPerson | undefined): Verdict {
  const here = `${kept.fullName} is listed, as ${kept.role}.`
  if (directory?.holdId) {
    const message = `${here} A change that takes this person off the list is held until an administrator approves it.`
    return { reason: 'listed', message, action: 'review_held', holdId: directory.holdId }
  }
  if (directory && directory.version > kept.version) {
    const message = `${here} Version ${directory.version} of the directory has not arrived yet; here it is version ${kept.version}.`
    return { reason: 'listed', message, action: 'none' }
  }
  return { reason: 'listed', message: here, action: 'none' }
}

function held({ fullName }: DirectoryPerson, holdId: string): Verdict {
  const message = `The latest change of ${fullName} is held until an administrator approves it.`
  return { reason: 'held', message, action: 'review_held', holdId }
}

/** What in a person's own data keeps them off the list; null when nothing does. */
function reasonAgainst(person: DirectoryPerson | KeptPerson, roles: readonly ClinicalRole[]): Verdict | null {
  const { fullName, role } = person
  if (person.deletedAt !== null) {
    return { reason: 'deleted', message: `${fullName} was deleted from the directory.`, action: 'restore' }
  }
  if (!person.isActive) {
    return { reason: 'deactivated', message: `${fullName} is deactivated.`, action: 'activate' }
  }
  if (roles.some((shown) => shown === role)) return null
  if (clinicalRoles.some((clinical) => clinical === role)) {
    const message = `${fullName} is a ${role}, and the list shows ${inWords(roles, 'and')} only. Choose another role above it.`
    return { reason: 'other_role', message, action: 'none' }
  }
  const message = `${fullName} has the role ${role}. Only a ${inWords(clinicalRoles, 'or')} can be booked.`
  return { reason: 'other_role', message, action: 'change_role' }
}

/** The directory would have this person listed, and what is here does not. */
function notArrived({ kept, parked, isPaused, now }: KnownOfPerson, directory: DirectoryPerson): Verdict {
  const { fullName, version } = directory
  if (kept && kept.version >= version) {
    const message = `What is kept here of ${fullName} differs from the directory, though its version is not older. Bring the person up to date.`
    return { reason: 'unknown_here', message, action: 'repair' }
  }
  if (parked) {
    const message = `The latest change of ${fullName} could not be taken here, and is put aside after ${attempts(parked.attempts)}.`
    return { reason: 'parked', message, action: 'retry', parkedId: parked.id }
  }
  if (isPaused) {
    const message = `The latest change of ${fullName} waits: the queue to the appointment form is paused.`
    return { reason: 'paused', message, action: 'resume' }
  }
  if (now - Date.parse(directory.changedAt) <= lateMs) {
    const message = `${fullName} is on the way here: version ${version} has not arrived yet.`
    return { reason: 'on_its_way', message, action: 'wait' }
  }
  if (kept || directory.inOutbox) {
    const here = kept ? `; here it is version ${kept.version}` : ''
    const message = `Version ${version} of ${fullName} is late${here}. Bring the person up to date.`
    return { reason: 'on_its_way', message, action: 'repair' }
  }
  const message = `${fullName} is in the directory, but has never arrived here. Bring the person up to date.`
  return { reason: 'unknown_here', message, action: 'repair' }
}

const attempts = (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`)

function inWords(words: readonly string[], join: 'and' | 'or'): string {
  const plural = join === 'and' ? words.map((word) => `${word}s`) : words
  return plural.length < 2 ? plural.join('') : `${plural.slice(0, -1).join(', ')} ${join} ${plural.at(-1)}`
}

function withoutName<T extends { id: string; fullName: string }>(person: T | undefined) {
  if (!person) return null
  const { id: _, fullName: __, ...facts } = person
  return facts
}
