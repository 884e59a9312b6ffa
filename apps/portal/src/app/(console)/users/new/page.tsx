import { redirect } from 'next/navigation'

/** The form stands beside the list. */
export default function Page() {
  redirect('/users?new=true')
}
