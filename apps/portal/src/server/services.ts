import { readEnv } from '../env'

export const serviceNames = ['directory', 'clinical', 'chat'] as const
export type ServiceName = (typeof serviceNames)[number]

export function isServiceName(name: string): name is ServiceName {
  return serviceNames.some((known) => known === name)
}

export function serviceUrl(name: ServiceName): string {
  const env = readEnv()
  const urls = { directory: env.AUTH_SERVICE_URL, clinical: env.USER_SERVICE_URL, chat: env.CHAT_SERVICE_URL }
  return urls[name]
}
