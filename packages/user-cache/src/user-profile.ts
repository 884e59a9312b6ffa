import type { CachedUser } from './cached-user.js'

/** A profile as readers see it: no tenant, no version. */
export interface UserProfile {
  userId: string
  fullName: string
  avatar: string | null
  matricule: string | null
  ministere: string | null
  sexe: string | null
  /** ISO 8601. */
  updatedAt: string | null
  /** `stand-in`: not a person's data, only something to show while the directory is away. */
  source: 'cache' | 'directory' | 'stand-in'
}

export function toProfile(user: CachedUser, source: 'cache' | 'directory'): UserProfile {
  const { userId, fullName, avatar, matricule, ministere, sexe, updatedAt } = user
  return {
    userId,
    fullName,
    avatar,
    matricule,
    ministere,
    sexe,
    updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString(),
    source,
  }
}

/** Seed 004's stand-in user, marked as such. Never cached, never part of a list. */
export function standInFor(userId: string): UserProfile {
  return {
    userId,
    fullName: 'Service Unavailable',
    avatar: null,
    matricule: null,
    ministere: null,
    sexe: null,
    updatedAt: null,
    source: 'stand-in',
  }
}
