import { createServiceTokenSource } from '@rollcall/service-kit/service-token'
import { createDirectoryClient } from '@rollcall/subscriber/directory-client'

/** The directory, as this service may ask it. */
export function openDirectory(env: { AUTH_SERVICE_URL: string; CHAT_SERVICE_SECRET: string }) {
  const { AUTH_SERVICE_URL: authServiceUrl, CHAT_SERVICE_SECRET: clientSecret } = env
  const token = createServiceTokenSource({ authServiceUrl, clientId: 'chat-service', clientSecret })
  return createDirectoryClient({ authServiceUrl, token })
}
