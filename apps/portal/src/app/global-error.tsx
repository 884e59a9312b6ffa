'use client'

import { useEffect } from 'react'

/** The last resort, when even the frame has failed: no library, no catalogue, both languages. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  useEffect(() => window.rollcallListens?.(), [])
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', margin: '15vh auto', maxWidth: 440, padding: 16 }}>
        <title>Rollcall</title>
        <h1 style={{ fontSize: 22 }}>The console could not be shown</h1>
        <p>Nothing was changed by this. Load it once more; if it stays, tell whoever runs it.</p>
        <div lang="fr">
          <h2 style={{ fontSize: 18 }}>La console n’a pas pu s’afficher</h2>
          <p>Rien n’a été modifié. Rechargez-la{'\u202f'}; si cela persiste, prévenez la personne qui s’en occupe.</p>
        </div>
        <button type="button" onClick={reset} style={{ font: 'inherit', padding: '8px 16px', minHeight: 36 }}>
          Try again / <span lang="fr">Réessayer</span>
        </button>
      </body>
    </html>
  )
}
