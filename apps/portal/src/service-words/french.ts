import type { Catalogue } from './translate'

/** What the services say, in their English, and its French. A part in braces is data and is kept as it is. */
export const french: Catalogue = [
  ['expected an address such as name@example.org', 'écrivez une adresse comme nom@example.org'],
  ['expected a phone number such as +263 77 123 4567', 'écrivez un numéro comme +263 77 123 4567'],
  [
    'expected an international number that starts with + and the country code, such as +263 77 123 4567',
    'écrivez un numéro international, qui commence par + et l’indicatif du pays, comme +263 77 123 4567',
  ],
  ['expected one line of text without control characters', 'écrivez une seule ligne, sans caractères de contrôle'],
  ['expected at least {count} character', 'écrivez au moins {count} caractère'],
  ['expected at least {count} characters', 'écrivez au moins {count} caractères'],
  ['expected at most {count} characters', 'écrivez au plus {count} caractères'],
  ['expected an https:// address', 'donnez une adresse en https://'],
  ['expected one of {list}', 'choisissez parmi {list}'],
  ['expected {from} to {to}', 'choisissez de {from} à {to}'],
  ['expected the id of {what} (a UUID)', 'il manque ici un identifiant valable (un UUID)'],
  [
    'expected a date and time with its offset, such as 2027-03-01T09:00:00+02:00',
    'donnez une date et une heure avec leur décalage, comme 2027-03-01T09:00:00+02:00',
  ],
  ['expected the version that you edited, 1 or higher', 'il manque la version que vous avez modifiée'],
  ['expected the version that you edited', 'il manque la version que vous avez modifiée'],
  ['expected the nextCursor of the page before', 'cette page de la liste n’existe plus ; revenez à la première'],
  ['expected at least one role', 'choisissez au moins un rôle'],
  ['name at least one field to change', 'changez au moins un champ'],
  ['name at least one', 'choisissez au moins un élément'],
  ['unknown field {name}; leave it out', 'champ inconnu {name} : retirez-le'],
  ['say why, so that others understand', 'dites pourquoi, pour que les autres comprennent'],
  ['this address is already in use; choose another one', 'cette adresse est déjà prise ; choisissez-en une autre'],
  [
    'this is easy to guess; choose several unrelated words',
    'trop facile à deviner ; choisissez plusieurs mots sans lien entre eux',
  ],
  ['this is the password you have now; choose another one', 'c’est votre mot de passe actuel ; choisissez-en un autre'],
  [
    'this is not the one that the start printed. Copy its link again.',
    'ce n’est pas celui que le démarrage a affiché. Copiez de nouveau son lien.',
  ],
  [
    'this is easy to guess; choose several unrelated words, or let your browser choose',
    'trop facile à deviner ; choisissez plusieurs mots sans lien entre eux, ou laissez votre navigateur choisir',
  ],
  ['{moment} is in the past; choose a later time', '{moment} est passé ; choisissez une heure ultérieure'],
  [
    'no event lies there. The oldest event is of {moment}.',
    'aucun événement ne s’y trouve. Le plus ancien date du {moment}.',
  ],
  ['no event lies there. There are none yet.', 'aucun événement ne s’y trouve. Il n’y en a pas encore.'],
  ['User with ID {id} not found', 'Aucune personne ne porte l’identifiant {id}.'],
  [
    'Someone else changed this user meanwhile; it is now version {version}. Compare and save again.',
    'Quelqu’un d’autre a modifié cette personne entre-temps : elle en est à la version {version}. Comparez, puis enregistrez de nouveau.',
  ],
  [
    'This user is deleted. Restore the user before you change it.',
    'Cette personne est supprimée. Rétablissez-la avant de la modifier.',
  ],
  [
    'This user is not active. Activate the user before you send a link.',
    'Cette personne est inactive. Activez-la avant d’envoyer un lien.',
  ],
  [
    'This user was erased, and can not be restored. Create a new one.',
    'Cette personne a été effacée et ne peut pas être rétablie. Créez-en une nouvelle.',
  ],
  [
    'Only a deleted user can be erased. Delete the user first.',
    'Seule une personne supprimée peut être effacée. Supprimez-la d’abord.',
  ],
  [
    'The deletion of this user is held. Approve it first, then erase.',
    'La suppression de cette personne est retenue. Approuvez-la d’abord, puis effacez.',
  ],
  [
    'This is the last active administrator. Make someone else administrator first.',
    'C’est la dernière personne à administrer cette organisation. Nommez d’abord quelqu’un d’autre.',
  ],
  [
    'You cannot {deed} your own account. Ask another administrator.',
    'Vous ne pouvez pas le faire pour votre propre compte. Demandez à une autre personne qui administre.',
  ],
  [
    'Some of these people are being changed at this moment. Try again shortly.',
    'Certaines de ces personnes sont en cours de modification. Réessayez dans un instant.',
  ],
  [
    'Your role ({role}) may not do this. Ask an administrator.',
    'Votre rôle ne permet pas de le faire. Demandez à une personne qui administre.',
  ],
  [
    'You may book appointments of your own only. Ask the reception for others.',
    'Vous ne pouvez prendre que vos propres rendez-vous. Pour les autres, adressez-vous à l’accueil.',
  ],
  ['Sign in first.', 'Connectez-vous d’abord.'],
  ['Your session has ended. Sign in again.', 'Votre session est terminée. Connectez-vous de nouveau.'],
  ['The session has ended. Sign in again.', 'La session est terminée. Connectez-vous de nouveau.'],
  ['This session has ended already.', 'Cette session est déjà terminée.'],
  ['The token is not one of ours. Sign in again.', 'Votre session n’est plus valable. Connectez-vous de nouveau.'],
  ['Choose a new password before you go on.', 'Choisissez un nouveau mot de passe avant de continuer.'],
  [
    'Your organisation asks for a second factor. Set it up before you go on.',
    'Votre organisation demande un second facteur. Configurez-le avant de continuer.',
  ],
  ['Too many attempts. Try again in {seconds} seconds.', 'Trop de tentatives. Réessayez dans {seconds} secondes.'],
  [
    'This request did not come from the console. Open the console and try again.',
    'Cette demande ne venait pas de la console. Ouvrez la console et réessayez.',
  ],
  [
    'This installation has its administrator already. Sign in.',
    'Cette installation est déjà administrée. Connectez-vous.',
  ],
  ['This organisation does not exist any more.', 'Cette organisation n’existe plus.'],
  ['Appointment with ID {id} not found', 'Aucun rendez-vous ne porte l’identifiant {id}.'],
  [
    '{name} already has an appointment on {period}. Choose another time.',
    '{name} a déjà un rendez-vous : {period}. Choisissez une autre heure.',
  ],
  ['This time was taken a moment ago. Try again.', 'Cette heure vient d’être prise. Réessayez.'],
  [
    '{name} has been deleted and takes no appointments. Choose another clinician.',
    '{name} n’est plus dans l’annuaire et ne prend pas de rendez-vous. Choisissez quelqu’un d’autre.',
  ],
  [
    '{name} is deactivated and takes no appointments. Choose another clinician.',
    'Le compte de {name} est désactivé : pas de rendez-vous possible. Choisissez quelqu’un d’autre.',
  ],
  [
    '{name} is not a clinician ({role}) and takes no appointments. Choose another clinician.',
    'Le rôle de {name} n’est pas un rôle de soin : pas de rendez-vous possible. Choisissez quelqu’un d’autre.',
  ],
  ['Event with ID {id} not found', 'Aucun événement ne porte l’identifiant {id}.'],
  ['Held change with ID {id} not found', 'Aucune modification retenue ne porte l’identifiant {id}.'],
  ['Replay with ID {id} not found', 'Aucun rejeu ne porte l’identifiant {id}.'],
  ['Dead letter {id} not found', 'Cet événement en attente n’existe plus ({id}).'],
  [
    'This event has not left yet. It will arrive by itself.',
    'Cet événement n’est pas encore parti. Il arrivera de lui-même.',
  ],
  [
    'This event is held. Approve or reject the removals it belongs to.',
    'Cet événement est retenu. Approuvez ou refusez les retraits dont il fait partie.',
  ],
  [
    'This event was undone before it was approved, and never left.',
    'Cet événement a été annulé avant d’être approuvé et n’est jamais parti.',
  ],
  [
    'This queue is paused, so nothing is brought here. Resume it first; then try again.',
    'Cette file est en pause : rien n’arrive ici. Reprenez-la, puis réessayez.',
  ],
  [
    'This queue carries the changes of other organisations too. Ask an administrator of the platform to pause or resume it.',
    'Cette file porte aussi les modifications d’autres organisations. Demandez à l’équipe de la plateforme de la mettre en pause ou de la reprendre.',
  ],
  [
    'This row of the outbox still names no event, so there is nothing to send. Discard it.',
    'Cette ligne de la boîte d’envoi ne désigne toujours aucun événement : rien à envoyer. Écartez-la.',
  ],
  [
    'These {count} rows of the outbox still name no event, so there is nothing to send. Discard them.',
    'Ces {count} lignes de la boîte d’envoi ne désignent toujours aucun événement : rien à envoyer. Écartez-les.',
  ],
  [
    'Everyone was restored one by one until {moment}; nothing is left to decide.',
    'Tout le monde a été rétabli un à un avant le {moment} ; il n’y a plus rien à décider.',
  ],
  [
    'This replay ended at {moment}: there is nothing to stop.',
    'Ce rejeu s’est terminé le {moment} : il n’y a rien à arrêter.',
  ],
  [
    "{name}'s replay to {service} is running: {done} of {total} events. Wait until it has ended, or stop it.",
    'Le rejeu de {name} vers {service} est en cours : {done} événements sur {total}. Attendez la fin, ou arrêtez-le.',
  ],
  [
    'Another replay to {service} is running. Wait until it has ended.',
    'Un autre rejeu vers {service} est en cours. Attendez qu’il se termine.',
  ],
  ['The replay could not be started. Try again.', 'Le rejeu n’a pas pu commencer. Réessayez.'],
  [
    'A reconcile is running already. Wait for its end, or stop it first.',
    'Une réconciliation est déjà en cours. Attendez la fin, ou arrêtez-la d’abord.',
  ],
  [
    'A reconcile is running already{progress}. Wait for its end, or stop it first.',
    'Une réconciliation est déjà en cours{progress}. Attendez la fin, ou arrêtez-la d’abord.',
  ],
  [
    'There is no such reconcile run; runs are kept for 30 days.',
    'Cette réconciliation n’existe pas ; elles sont gardées 30 jours.',
  ],
  ['This service cannot keep this user: {why}', 'Ce service ne peut pas garder cette personne : {why}'],
  [
    'A prewarm is running already ({progress}). Wait for its end, or stop it first.',
    'Un préchauffage est déjà en cours ({progress}). Attendez la fin, ou arrêtez-le d’abord.',
  ],
  [
    'Another prewarm is running. Try again when it has ended.',
    'Un autre préchauffage est en cours. Réessayez quand il sera terminé.',
  ],
  [
    'There is no such prewarm run; the last 100 of 90 days are kept.',
    'Ce préchauffage n’existe pas ; les 100 derniers, sur 90 jours, sont gardés.',
  ],
  [
    'Everything that is cached is being compared already. Wait until that has ended.',
    'Tout le cache est déjà en cours de comparaison. Attendez la fin.',
  ],
]
