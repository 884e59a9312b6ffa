import { readFile } from 'node:fs/promises'
import { type Browser, expect, type Page } from '@playwright/test'
import pg from 'pg'

export const administrator = 'admin@rollcall.test'

export function demoPassword(): string {
  const password = process.env.DEMO_PASSWORD
  if (!password) throw new Error('DEMO_PASSWORD is missing: give the password of the running demo')
  return password
}

export async function signIn(page: Page, email = administrator, password = demoPassword()): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export interface NewUser {
  firstName: string
  lastName: string
  email: string
  role?: string
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

/** A new person of this role, signed in on a page of their own. `admin` is an administrator's page. */
export async function enterAsNew(admin: Page, browser: Browser, person: NewUser): Promise<Page> {
  await createUser(admin, person)
  await admin.goto(`/users?q=${encodeURIComponent(person.email)}`)
  await actOn(admin, `${person.firstName} ${person.lastName}`, 'Temporary password')
  await admin.getByRole('button', { name: 'Make a temporary password' }).click()
  const temporary = (await admin.getByRole('dialog').locator('code').innerText()).trim()
  const page = await (await browser.newContext()).newPage()
  await signIn(page, person.email, temporary)
  await page.getByLabel('Current password').fill(temporary)
  await page.getByLabel('New password', { exact: true }).fill(demoPassword())
  await page.getByLabel('New password again').fill(demoPassword())
  await page.getByRole('button', { name: 'Change the password' }).click()
  await page.waitForURL((url) => url.pathname !== '/change-password')
  return page
}

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
  await page.getByLabel('Clinician').click()
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
