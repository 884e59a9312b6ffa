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
  /**
   * `stale`: the last known good value, of which `ageSeconds` tells how old it may be. `stand-in`: not a person's data,
   * only something to show while the directory is away.
   */
  source: 'cache' | 'directory' | 'stale' | 'stand-in'
  /** Only with `stale`. */
  ageSeconds?: number
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

/** The last value that was known, with its age. */
export function toStaleProfile(user: CachedUser, ageMs: number): UserProfile {
  return { ...toProfile(user, 'cache'), source: 'stale', ageSeconds: Math.round(ageMs / 1000) }
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
