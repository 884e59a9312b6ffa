import type { Catalogue } from './translate'

/** What the services say of a request itself, and its French. Continues `french.ts`. */
export const requestFrench: Catalogue = [
  [
    'The {service} service does not answer. Try again in a moment.',
    'Le service {service} ne répond pas. Réessayez dans un instant.',
  ],
  ['The directory (auth-service) does not answer.', 'L’annuaire (auth-service) ne répond pas.'],
  ['auth-service does not answer.', 'L’annuaire (auth-service) ne répond pas.'],
  [
    'The directory is too busy to answer. Try again in a moment.',
    'L’annuaire est trop occupé pour répondre. Réessayez dans un instant.',
  ],
  [
    'The directory left an id unanswered. Try again soon.',
    'L’annuaire n’a pas répondu pour une personne. Réessayez bientôt.',
  ],
  ['The directory left an id unanswered.', 'L’annuaire n’a pas répondu pour une personne.'],
  [
    'The directory service could not check your session. Try again in a moment.',
    'L’annuaire n’a pas pu vérifier votre session. Réessayez dans un instant.',
  ],
  [
    'The database does not answer. Try again in a moment.',
    'La base de données ne répond pas. Réessayez dans un instant.',
  ],
  [
    'The sign-in service does not answer. Try again in a moment.',
    'Le service de connexion ne répond pas. Réessayez dans un instant.',
  ],
  [
    'Signing in is not possible right now. Try again in a moment.',
    'La connexion n’est pas possible pour l’instant. Réessayez dans un instant.',
  ],
  ['The service is closing.', 'Le service s’arrête. Réessayez dans un instant.'],
  ['There is nothing at this address.', 'Il n’y a rien à cette adresse.'],
  [
    'There is no such procedure.',
    'Le service ne connaît pas cette demande ; la console est peut-être plus récente que lui.',
  ],
  ['The request is larger than 1 MB. Send less at a time.', 'La demande dépasse 1 Mo. Envoyez-en moins à la fois.'],
  [
    'The request is larger than is taken here (1 MB at most). Send less at a time.',
    'La demande dépasse 1 Mo. Envoyez-en moins à la fois.',
  ],
  [
    'Something went wrong on our side. Try again; if it stays, report the request id {id}.',
    'Quelque chose a échoué de notre côté. Réessayez ; si cela persiste, signalez l’identifiant {id}.',
  ],
  ['The request did not arrive in time. Send it again.', 'La demande n’est pas arrivée à temps. Renvoyez-la.'],
  ['This is not allowed.', 'Ce n’est pas permis.'],
  [
    'Too many attempts to sign in. Try again in {seconds} seconds.',
    'Trop de tentatives de connexion. Réessayez dans {seconds} secondes.',
  ],
  [
    'A part of the system does not answer. Try again in a moment.',
    'Une partie du système ne répond pas. Réessayez dans un instant.',
  ],
  ['Something went wrong on our side. Try again.', 'Quelque chose a échoué de notre côté. Réessayez.'],
  ['The request was refused.', 'La demande a été refusée.'],
  [
    'The request could not be read. Check its address, headers and JSON.',
    'La demande n’a pas pu être lue. Rechargez la page et réessayez.',
  ],
  [
    'The headers of the request are too large. Shorten the address or the cookies.',
    'L’adresse de la page est trop longue. Retirez des filtres et réessayez.',
  ],
  ['A batch takes at most {count} calls. Send them in parts.', 'Trop de demandes à la fois. Rechargez la page.'],
  [
    'The input is nested deeper than {count} levels. Send it flatter.',
    'La demande n’a pas pu être lue. Rechargez la page et réessayez.',
  ],
  ['This is for people; a service token does not open it.', 'Cette adresse n’est ouverte qu’aux personnes.'],
  ['This is for services; a person has other ways.', 'Cette adresse n’est ouverte qu’aux services.'],
  ['name at most {count} {what}', 'au plus {count} à la fois'],
  ['name at least one {what}', 'choisissez au moins un élément'],
  ['expected at most {count} {what}', 'au plus {count}'],
  ['expected at least one {what}', 'choisissez au moins un élément'],
  ['expected an id', 'il manque ici un identifiant valable'],
  ['expected a UUID', 'il manque ici un identifiant valable (un UUID)'],
  ['expected a user id: {example}', 'il manque ici un identifiant valable (un UUID)'],
  ['expected the id of {what}', 'il manque ici un identifiant valable'],
  ['expected a moment such as 2026-11-22T00:00:00Z', 'écrivez un instant comme 2026-11-22T00:00:00Z'],
  [
    'The bus or the database does not answer. The replay goes on once it does.',
    'La file ou la base de données ne répond pas. Le rejeu reprendra quand elle répondra.',
  ],
]
