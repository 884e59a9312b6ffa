import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { isLocale, localeCookie, localeFromHeader, regions, timeZoneCookie } from './locale'
import { messages } from './messages'

function isTimeZone(name: string | undefined): name is string {
  try {
    return name !== undefined && new Intl.DateTimeFormat('en', { timeZone: name }).format() !== ''
  } catch {
    return false
  }
}

/** Language by choice (cookie), else by the browser's wishes; never in the URL, so links can be shared. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const chosen = jar.get(localeCookie)?.value
  const timeZone = decodeURIComponent(jar.get(timeZoneCookie)?.value ?? '')
  const language = isLocale(chosen) ? chosen : localeFromHeader(head.get('accept-language'))
  return { locale: regions[language], messages: messages[language], timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' }
})
