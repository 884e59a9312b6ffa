export const locales = ['en', 'fr'] as const
export type Locale = (typeof locales)[number]

/**
 * How each language writes its dates and numbers. English is that of the hospitals, not of the United States: the day
 * stands before the month, and the clock has 24 hours.
 */
export const regions = { en: 'en-GB', fr: 'fr' } as const
export type Region = (typeof regions)[Locale]

export function languageOf(region: Region): Locale {
  return region === 'fr' ? 'fr' : 'en'
}

export const localeCookie = 'locale'
/** The viewer's time zone, told by the browser, so that the server writes the same times. */
export const timeZoneCookie = 'tz'

export function isLocale(value: string | undefined): value is Locale {
  return locales.some((locale) => locale === value)
}

/** The first language of an Accept-Language header that the console speaks, by weight; English otherwise. */
export function localeFromHeader(header: string | null): Locale {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  const spoken = wishes.filter((wish) => wish.weight > 0 && isLocale(wish.language))
  const best = spoken.sort((a, b) => b.weight - a.weight)[0]?.language
  return isLocale(best) ? best : 'en'
}
