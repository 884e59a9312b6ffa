import { en } from './en'
import { fr } from './fr'
import type { Locale } from './locale'

export type Messages = typeof en

/** A key that French lacks does not compile. */
export const messages: Record<Locale, Messages> = { en, fr }
