import { type CountryCode, getCountries, isSupportedCountry } from 'libphonenumber-js'

/** The country of a time zone, as the browser's own data knows it; null where it doesn't. */
export function countryOfZone(timeZone: string): CountryCode | null {
  return getCountries().find((country) => zonesOf(country).includes(timeZone)) ?? null
}

// Older engines have a property where newer ones have a method.
interface ZonedLocale extends Intl.Locale {
  getTimeZones?: () => string[] | undefined
  timeZones?: string[]
}

function zonesOf(region: string): readonly string[] {
  const locale: ZonedLocale = new Intl.Locale('und', { region })
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

const lastUsedKey = 'rollcall.phone-country'

/** The country that numbers are taken to be of: the one that was used last here, or else the organisation's. */
export function usualCountry(timeZone: string): string {
  const last = localStorage.getItem(lastUsedKey)
  return last && isSupportedCountry(last) ? last : (countryOfZone(timeZone) ?? '')
}

export function rememberCountry(country: string): void {
  if (isSupportedCountry(country)) localStorage.setItem(lastUsedKey, country)
}
