import type { Region } from './locale'
import type { Messages } from './messages'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Region
    Messages: Messages
  }
}
