import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page } from '@playwright/test'
import pg from 'pg'

export const administrator = 'admin@rollcall.test'

export function demoPassword(): string {
  const password = process.env.DEMO_PASSWORD
  if (!password) throw new Error('DEMO_PASSWORD is missing: give the password of the running demo')
  return password
}

/** Where the console stands, which is also the origin its mutations must come from. */
export const origin = new URL(process.env.E2E_BASE_URL ?? 'http://localhost:3100').origin

/** Signs in as the form does, but without opening a page: for journeys that are about something else. */
export async function signIn(page: Page, email = administrator, password = demoPassword()): Promise<void> {
  await post(page, '/api/auth/sign-in/email', { email, password })
}

export async function signInByForm(page: Page, email = administrator, password = demoPassword()): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

async function post(page: Page, path: string, data: object): Promise<unknown> {
  const response = await page.request.post(path, { data, headers: { origin } })
  expect(response.ok(), `${path}: ${await response.text()}`).toBe(true)
  return await response.json()
}

/** Does by the console's own API what isn't the journey's concern, as whoever is signed in on the page. */
export async function call<T>(page: Page, procedure: string, input: object): Promise<T> {
  const answer = await post(page, `/api/trpc/${procedure}`, input)
  return (answer as { result: { data: T } }).result.data
}

export interface NewUser {
  firstName: string
  lastName: string
  email: string
  role?: string
}

export interface Person {
  id: string
  version: number
}

/** A user in the directory, a doctor unless said otherwise. Returns when the directory has them. */
export const addUser = (page: Page, user: NewUser) =>
  call<Person>(page, 'directory/users.create', { role: 'doctor', ...user })

/** Two or more people of this name, as staff. */
export async function createPeople(page: Page, lastName: string, firstNames: string[], role = 'staff'): Promise<void> {
  for (const firstName of firstNames) {
    await addUser(page, { firstName, lastName, email: `${firstName}.${lastName}@rollcall.test`.toLowerCase(), role })
  }
}

/** Fills and sends the form at /users/new, and waits until the directory has the user. */
export async function createUser(page: Page, { firstName, lastName, email, role = 'doctor' }: NewUser): Promise<void> {
  await page.goto('/users/new')
  const form = page.getByRole('dialog', { name: 'Create a user' })
  await form.getByLabel('First name').fill(firstName)
  await form.getByLabel('Last name').fill(lastName)
  await form.getByLabel('Email').fill(email)
  await form.getByLabel('Role').selectOption(role)
  await form.getByRole('button', { name: 'Create a user' }).click()
  await expect(page.getByText(`${firstName} ${lastName} is in the directory.`)).toBeVisible()
}

/** A new person with a password of their own, signed in on a page of their own. `admin` is an administrator's page. */
export async function enterAsNew(admin: Page, browser: Browser, person: NewUser, password = demoPassword()) {
  const { id } = await addUser(admin, person)
  const issued = await call<{ temporaryPassword: string }>(admin, 'directory/users.issueTemporaryPassword', { id })
  const page = await (await browser.newContext()).newPage()
  await signIn(page, person.email, issued.temporaryPassword)
  await post(page, '/api/auth/change-password', { currentPassword: issued.temporaryPassword, newPassword: password })
  return page
}

/** The page follows what happens: it listens to clicks and keys by then, which it doesn't while it is only drawn. */
export const untilLive = (page: Page) => expect(page.getByRole('banner').getByRole('status')).toHaveText('Live')

/** What axe finds on the page as it stands: WCAG 2.2 AA, and good practice. */
export async function findViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)
}

export const expectAccessible = async (page: Page) => expect(await findViolations(page)).toEqual([])

/** Opens a user's action menu in the list, or in the panel that stands over it, and picks one. */
export async function actOn(page: Page, name: string, action: string): Promise<void> {
  await page
    .getByRole('button', { name: `Actions for ${name}` })
    .last()
    .click()
  await page.getByRole('menuitem', { name: action }).click()
}

/** Answers a question whose usual reason stands there already: Enter is enough. */
export async function confirmAtOnce(page: Page, question: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: question })
  await expect(dialog.getByLabel('Reason')).not.toHaveValue('')
  await expect(dialog.locator('[type=submit]')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
}

/** The clinician list of the appointment form, opened. */
export async function openClinicians(page: Page) {
  await page.goto('/appointments/new')
  await page.getByRole('combobox', { name: 'Clinician' }).click()
  return page.getByRole('listbox').getByRole('option')
}

interface StackFile {
  userService: { pid: number; url: string }
  databases: { auth: string; user: string; chat: string }
}

export async function readStack(): Promise<StackFile> {
  const file = process.env.E2E_STACK_FILE ?? '.rollcall/stack.json'
  return JSON.parse(await readFile(file, 'utf8'))
}

/** Does by SQL, in one of the running stack's databases, what no page offers. */
export async function runSql(
  database: 'auth' | 'user' | 'chat',
  text: string,
  values: unknown[] = [],
): Promise<number> {
  const { databases } = await readStack()
  const client = new pg.Client({ connectionString: databases[database] })
  await client.connect()
  try {
    const { rowCount } = await client.query(text, values)
    return rowCount ?? 0
  } finally {
    await client.end()
  }
}

export const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
export const panelOf = (page: Page, name: string) => page.getByRole('region', { name })
