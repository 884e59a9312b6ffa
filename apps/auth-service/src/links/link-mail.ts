import type { Mail } from '../mail/mailer.js'

export type LinkPurpose = 'invitation' | 'reset'

/** The mail with a link, in both languages of our users: nobody's language is known before the first sign-in. */
export function writeLinkMail(options: {
  to: string
  name: string
  organisation: string
  purpose: LinkPurpose
  link: string
  expiresAt: Date
}): Mail {
  const { to, name, organisation, purpose, link, expiresAt } = options
  const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const invited = purpose === 'invitation'
  const english = invited
    ? `${organisation} has opened an account for you. Choose your password here:`
    : 'Somebody, probably you, asked for a new password. Choose it here:'
  const french = invited
    ? `${organisation} vous a ouvert un compte. Choisissez votre mot de passe ici :`
    : 'Un nouveau mot de passe a été demandé pour votre compte. Choisissez-le ici :'
  const ignoreEnglish = 'If you did not expect this, ignore it: nothing changes until the link is used.'
  const ignoreFrench =
    'Si vous n’attendiez pas ce message, ignorez-le : rien ne change tant que le lien n’est pas utilisé.'
  return {
    to,
    subject: invited ? `Rollcall: ${organisation}` : 'Rollcall: new password · nouveau mot de passe',
    text: [
      `Hello ${name},`,
      `${english}\n${link}`,
      `The link works once, until ${until}. ${ignoreEnglish}`,
      '—',
      `Bonjour ${name},`,
      `${french}\n${link}`,
      `Le lien fonctionne une seule fois, jusqu’au ${until}. ${ignoreFrench}`,
    ].join('\n\n'),
  }
}
