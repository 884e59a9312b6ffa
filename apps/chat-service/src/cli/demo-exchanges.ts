/** What people said before a conversation's last message: a few lines each, about work and never about a patient. */
export const exchanges: Record<'en' | 'fr', readonly (readonly string[])[]> = {
  en: [
    ['Good morning. Is the ward quiet?', 'Quiet enough. Two discharges before ten.', 'Thanks, I will plan for that.'],
    [
      'Does anybody know who has the key of the store room?',
      'It hangs in the nurses’ office again.',
      'Found it, thank you.',
    ],
    ['The fridge in the pharmacy shows six degrees.', 'That is within limits. I will check again at noon.'],
    [
      'I have written down how we hand over at night, from the first round to the last signature. It is two pages; please read it before Friday and tell me what is missing, since it becomes binding for all wards next month.',
      'Read it. The part about the keys is missing.',
      'Added. Anything else?',
      'No, it is good.',
    ],
    ['Could someone take the training room on Wednesday?', 'I can open it at eight.', 'Perfect.'],
    [
      'The rota for December: https://intranet.example.org/rota/2026/december?view=by-team&show=nights,weekends,holidays',
      'Thank you. I am down twice on the 24th.',
      'I will correct it today.',
    ],
    ['How many chairs do we need in the waiting room?', 'Twelve more.', 'Ordered.', 'That was quick.'],
    ['The lift is out of order until three.', 'Noted, we will use the ramp.'],
    ['Has the new scanner been calibrated?', 'This morning, by the technician.', 'Then we start at two.'],
    ['👍', 'So we are agreed.'],
    [
      'Please note that the telephone number of the laboratory has changed.',
      'Where is the new one?',
      'On the board beside the reception.',
    ],
    ['Who writes the minutes today?', 'I did last week, so someone else, please.', 'I will do it.'],
  ],
  fr: [
    ['Bonjour. Le service est calme ?', 'Assez. Deux sorties avant dix heures.', 'Merci, j’en tiens compte.'],
    ['Quelqu’un sait qui a la clé de la réserve ?', 'Elle est de nouveau dans le bureau infirmier.', 'Trouvée, merci.'],
    [
      'Le réfrigérateur de la pharmacie affiche six degrés.',
      'C’est dans les limites. Je revérifie à midi.',
      'Merci à vous.',
    ],
    [
      'J’ai mis par écrit notre relève de nuit, de la première ronde à la dernière signature. Deux pages ; lisez-les avant vendredi et dites-moi ce qui manque, car elles s’appliqueront à tous les services le mois prochain.',
      'Lu. Il manque le passage sur les clés.',
      'Ajouté. Autre chose ?',
      'Non, c’est bien ainsi.',
    ],
    ['Qui peut ouvrir la salle de formation mercredi ?', 'Je peux, à huit heures.', 'Parfait.'],
    [
      'Le planning de décembre : https://intranet.example.org/planning/2026/decembre?vue=par-equipe&afficher=nuits,week-ends,feries',
      'Merci. Je suis de garde deux fois le 24.',
      'Je corrige aujourd’hui.',
    ],
    ['Combien de chaises faut-il en salle d’attente ?', 'Douze de plus.', 'Commandées.', 'C’était rapide.'],
    ['L’ascenseur est en panne jusqu’à quinze heures.', 'C’est noté, nous passerons par la rampe.'],
    [
      'Le nouveau scanner est-il étalonné ?',
      'Oui, ce matin, par le technicien.',
      'Alors nous commençons à quatorze heures.',
    ],
    ['👍', 'Nous sommes donc d’accord.'],
    ['Le numéro du laboratoire a changé.', 'Où trouver le nouveau ?', 'Sur le tableau, à côté de l’accueil.'],
    ['Qui rédige le compte rendu aujourd’hui ?', 'Je l’ai fait la semaine passée.', 'Je m’en charge.'],
  ],
}
