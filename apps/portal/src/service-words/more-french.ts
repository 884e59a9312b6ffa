import type { Catalogue } from './translate'

/** What the services say of runs, imports and appointments, and its French. Continues `french.ts`. */
export const moreFrench: Catalogue = [
  ['Only an administrator may decide this.', 'Seule l’administration peut en décider.'],
  [
    'You made these changes yourself. Another administrator has to approve them.',
    'Vous avez fait ces modifications vous-même. Une autre personne de l’administration doit les approuver.',
  ],
  [
    'You made these changes yourself, and there is no other administrator. You may approve them from {moment} on.',
    'Vous avez fait ces modifications vous-même et assurez seul·e l’administration. Vous pourrez les approuver à partir de {moment}.',
  ],
  ['{name} approved this at {moment}; it is decided.', '{name} l’a approuvé ({moment}) ; la décision est prise.'],
  ['{name} rejected this at {moment}; it is decided.', '{name} l’a refusé ({moment}) ; la décision est prise.'],
  [
    'This user was changed since, and is now version {version}. Look before you go on.',
    'Cette personne a été modifiée depuis et en est à la version {version}. Regardez avant de continuer.',
  ],
  [
    'Only a deactivation, a deletion or a change of role can be taken back. Edit the user instead.',
    'Seuls une désactivation, une suppression ou un changement de rôle s’annulent. Modifiez plutôt la fiche.',
  ],
  [
    'this is not a cursor of this list and order; start again without one',
    'cette page de la liste n’existe plus ; revenez à la première',
  ],
  [
    'expected the nextCursor of the page before, or none for the first page',
    'cette page de la liste n’existe plus ; revenez à la première',
  ],
  [
    'your role ({role}) may not see where changes are; leave this filter out',
    'votre rôle ne permet pas de voir où en sont les modifications ; retirez ce filtre',
  ],
  [
    "your role ({role}) may not see addresses, so the list can't be sorted by them; sort by name",
    'votre rôle ne permet pas de voir les adresses, ni de trier par adresse ; triez par nom',
  ],
  [
    'The bus does not answer, so nobody can say who waits for it. Try again.',
    'Le bus ne répond pas : impossible de savoir qui l’attend. Réessayez.',
  ],
  [
    '{why}. So nobody can say whom this filter means. Look at Sync, and try again once the road is clear, or leave the filter out.',
    'Trop de modifications sont en route pour savoir qui ce filtre retient. Consultez Synchronisation et réessayez une fois le chemin dégagé, ou retirez le filtre.',
  ],
  [
    '{why}. So nobody can say whom this filter means. Try again once it answers, or leave the filter out.',
    'Un service ne répond pas : impossible de savoir qui ce filtre retient. Réessayez quand il répondra, ou retirez le filtre.',
  ],
  [
    'expected a time zone of the IANA {list}, such as {zones}',
    'choisissez un fuseau horaire de la liste, comme Africa/Harare',
  ],
  ['expected the code of a country, such as ZW', 'donnez le code d’un pays, comme ZW'],
  [
    '{count} people would be changed now, and not {seen}; look at them and confirm again',
    '{count} personnes seraient modifiées à présent, et non {seen} ; vérifiez, puis confirmez de nouveau',
  ],
  [
    'nobody of those chosen would be changed; choose others',
    'rien ne changerait pour les personnes choisies ; choisissez-en d’autres',
  ],
  [
    '{count} runs are under way. Wait until one has ended, or stop one.',
    '{count} opérations sont en cours. Attendez la fin de l’une d’elles, ou arrêtez-en une.',
  ],
  ['Run with ID {id} not found', 'Aucune opération ne porte l’identifiant {id}.'],
  ['The run could not be started. Try again.', 'L’opération n’a pas pu commencer. Réessayez.'],
  [
    'This run ended at {moment}: there is nothing to stop.',
    'Cette opération s’est terminée ({moment}) : il n’y a rien à arrêter.',
  ],
  [
    'This run is under way. Stop it before you undo it.',
    'Cette opération est en cours. Arrêtez-la avant de l’annuler.',
  ],
  [
    'This run undid another one. Do what you wish again instead.',
    'Cette opération en a annulé une autre. Refaites plutôt ce que vous souhaitez.',
  ],
  ['Nothing of this run is left to undo.', 'Il ne reste rien à annuler de cette opération.'],
  ['This run is being undone already.', 'Cette opération est déjà en cours d’annulation.'],
  [
    'Something went wrong on our side; the log of auth-service says what.',
    'Quelque chose a échoué de notre côté ; le journal d’auth-service dit quoi.',
  ],
  [
    'The database does not answer, or others are at the same people. The run goes on by itself.',
    'La base de données ne répond pas, ou ces personnes sont en cours de modification. L’opération reprendra d’elle-même.',
  ],
  [
    'Whoever started this may not change people any more.',
    'La personne qui l’a lancée n’a plus le droit de modifier des fiches.',
  ],
  ['There was nothing to change.', 'Il n’y avait rien à modifier.'],
  [
    'Nobody does this to the own account. Ask another administrator.',
    'Personne ne le fait pour son propre compte. Demandez à une autre personne qui administre.',
  ],
  [
    'This person is deleted. Restore the person before you change them.',
    'Cette personne est supprimée. Rétablissez-la avant de la modifier.',
  ],
  ['This person is not deleted.', 'Cette personne n’est pas supprimée.'],
  ['This person was erased, and can not be restored.', 'Cette personne a été effacée et ne peut pas être rétablie.'],
  [
    'Somebody changed this person since, so they are left as they are now.',
    'Quelqu’un a modifié cette personne depuis : sa fiche reste telle qu’elle est.',
  ],
  ['This person is not in the directory any more.', 'Cette personne n’est plus dans l’annuaire.'],
  [
    'name at most {count} people one by one; use a filter for more',
    '{count} personnes au plus, une à une ; passez par un filtre pour davantage',
  ],
  [
    'leave out at most {count} people one by one; use a filter for more',
    '{count} personnes exclues au plus, une à une ; passez par un filtre pour davantage',
  ],
  ['Import with ID {id} not found', 'Aucun import ne porte l’identifiant {id}.'],
  ['The file broke off on its way. Send it again.', 'L’envoi du fichier s’est interrompu. Renvoyez-le.'],
  ['This import was ended while its file was being sent.', 'Cet import a été arrêté pendant l’envoi du fichier.'],
  [
    'This import can not be checked now: it is under way, or has ended.',
    'Cet import ne peut pas être simulé maintenant : il est en cours, ou terminé.',
  ],
  [
    'This import can not be applied now. Look at it again.',
    'Cet import ne peut pas être appliqué maintenant. Regardez où il en est.',
  ],
  [
    '{name} has sent this file, and alone may apply it. Send it yourself.',
    'Ce fichier a été envoyé par {name} ; personne d’autre ne peut l’appliquer. Envoyez-le vous-même.',
  ],
  [
    'This import has ended already: there is nothing to cancel.',
    'Cet import est déjà terminé : il n’y a rien à annuler.',
  ],
  [
    'the dry run has found something else meanwhile; look at it again',
    'la simulation a trouvé autre chose entre-temps ; regardez-la de nouveau',
  ],
  ['the file has {count} columns', 'le fichier a {count} colonnes'],
  [
    'name one more column: there is nothing to create or to change',
    'indiquez une colonne de plus : il n’y a rien à créer ni à modifier',
  ],
  ['no column holds what people are matched by ({key})', 'indiquez la colonne qui sert à reconnaître les personnes'],
  [
    'The database does not answer. The import goes on once it does.',
    'La base de données ne répond pas. L’import reprendra quand elle répondra.',
  ],
  [
    'Whoever started this import may not change people any more. It was ended.',
    'La personne qui a lancé cet import n’a plus le droit de modifier des fiches. Il a été arrêté.',
  ],
  [
    'This event was applied at {moment}: there is nothing left to do.',
    'Cet événement a été appliqué ({moment}) : il n’y a plus rien à faire.',
  ],
  [
    'This event was overtaken by a newer version at {moment}: there is nothing left to do.',
    'Cet événement a été dépassé par une version plus récente ({moment}) : il n’y a plus rien à faire.',
  ],
  [
    'This event was discarded at {moment}: there is nothing left to do.',
    'Cet événement a été écarté ({moment}) : il n’y a plus rien à faire.',
  ],
  ['already {state}', 'déjà réglé'],
  [
    "{service} can't be asked: {reason}. Try again in a moment.",
    'Le service {service} ne répond pas. Réessayez dans un instant.',
  ],
  ['expected a moment after since', 'choisissez un moment après le premier'],
  [
    'What the directory says of this user is not understood here: {why}',
    'Ce service ne comprend pas ce que l’annuaire dit de cette personne : {why}',
  ],
  ['The directory refused {what} ({why}).', 'L’annuaire a refusé la demande ({why}).'],
  ["The directory's answer to {what} is not understood.", 'La réponse de l’annuaire n’a pas été comprise.'],
  ['The appointment was not kept.', 'Le rendez-vous n’a pas été enregistré. Réessayez.'],
  ['The reassignment was not kept.', 'La réattribution n’a pas été enregistrée. Réessayez.'],
  [
    'There is no appointment to come that needs another clinician.',
    'Aucun rendez-vous à venir n’est à confier à quelqu’un d’autre.',
  ],
  [
    'One of these appointments is cancelled or past by now. Look at the list again.',
    'L’un de ces rendez-vous est désormais annulé ou passé. Regardez de nouveau la liste.',
  ],
  [
    'These appointments are this clinician’s already. Choose another.',
    'Ces rendez-vous sont déjà les siens. Choisissez quelqu’un d’autre.',
  ],
  [
    'Another reassignment of these appointments is under way. Wait until it has ended.',
    'Ces rendez-vous sont déjà en cours de réattribution. Attendez la fin.',
  ],
  ['expected no line breaks or control characters', 'écrivez une seule ligne, sans caractères de contrôle'],
  ['expected a time that is not before `from`', 'choisissez un moment qui ne précède pas le premier'],
  [
    'expected a time after `from`: at most {most}',
    'choisissez un moment après le premier, au plus 26 heures ou 8 jours plus tard',
  ],
  ['expected the id of a clinician, or "suggested"', 'choisissez une personne, ou celles qui sont proposées'],
  ['Conversation with ID {id} not found', 'Aucune conversation ne porte l’identifiant {id}.'],
  [
    "{what} can't be reached. Try again in a moment.",
    'Le cache ou l’annuaire ne répond pas. Réessayez dans un instant.',
  ],
  [
    'The participants of {days} days could not be gathered within 2 minutes. Choose fewer days.',
    'Les personnes de {days} jours n’ont pas pu être réunies en 2 minutes. Choisissez moins de jours.',
  ],
  [
    'No answer from {what} for {time}. Start again when it is back.',
    'Aucune réponse ({what}) depuis {time}. Recommencez une fois le service revenu.',
  ],
  [
    'Nothing but failures from {what} for {count} batches in a row, although it is there. Smaller batches may help.',
    'Rien que des échecs ({what}) pendant {count} lots de suite, alors que le service répond. Des lots plus petits aideront peut-être.',
  ],
  [
    'Something went wrong on our side; the service’s log has it.',
    'Quelque chose a échoué de notre côté ; le journal du service dit quoi.',
  ],
  [
    'The directory does not answer, and this profile is not cached. Try again soon.',
    'L’annuaire ne répond pas, et ce profil n’est pas en cache. Réessayez bientôt.',
  ],
  [
    'The bus or the database does not answer. The replay goes on once it does.',
    'Le bus ou la base de données ne répond pas. Le rejeu reprendra ensuite de lui-même.',
  ],
  ['expected a moment such as {example}', 'donnez un moment comme {example}'],
]
