/** Every page of the console that an administrator opens, by its name. `{id}` stands for a person. */
export const consolePages: Readonly<Record<string, string>> = {
  overview: '/',
  users: '/users',
  person: '/users/{id}',
  imports: '/users/import',
  appointments: '/appointments',
  newAppointment: '/appointments/new',
  conversations: '/conversations',
  sync: '/sync',
  cache: '/cache',
  audit: '/audit',
  settings: '/settings',
}

export const signInPage = '/sign-in'
