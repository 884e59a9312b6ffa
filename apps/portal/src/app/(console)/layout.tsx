import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { signInAddress } from '@/features/sign-in/next-path'
import { DepthHistoryProvider } from '@/features/sync/depth-history-provider'
import { ConsoleFrame } from '@/frame/console-frame'
import { MeProvider } from '@/frame/me-provider'
import { ServiceAway } from '@/frame/service-away'
import { LiveProvider } from '@/live/live-provider'
import { findMe } from '@/server/find-me'
import { TrpcProviders } from '@/trpc/trpc-providers'

/** Everything behind sign-in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const found = await findMe()
  if (found.kind === 'signed-out') redirect(signInAddress((await headers()).get('x-rollcall-path') ?? '/'))
  if (found.kind === 'password-change') redirect('/change-password')
  if (found.kind === 'two-factor') redirect('/two-factor')
  if (found.kind === 'unavailable') return <ServiceAway requestId={found.requestId} />
  const folded = (await cookies()).get('rail')?.value === 'folded'
  return (
    <TrpcProviders>
      <MeProvider initialMe={found.me}>
        <LiveProvider>
          <DepthHistoryProvider>
            <ConsoleFrame initiallyFolded={folded}>{children}</ConsoleFrame>
          </DepthHistoryProvider>
        </LiveProvider>
      </MeProvider>
    </TrpcProviders>
  )
}
