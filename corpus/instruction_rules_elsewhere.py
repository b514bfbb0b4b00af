"""The same in French, Spanish, German and a few words of other languages, and the marks of chat templates.

Words are given as ``corpus.disguises.folded`` leaves them: without accents.
"""

# ruff: noqa: E501
from __future__ import annotations

from corpus.instruction_rules import rule

_FR = r"(?:instructions?|consignes?|directives?|ordres?|regles?|indications?)"
_ES = r"(?:instruccion(?:es)?|indicacion(?:es)?|ordenes|reglas|directrices|directivas)"
_DE = r"(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben?|regeln?|befehle?|anleitung(?:en)?|hinweise?|richtlinien)"

ELSEWHERE = (
    # French
    rule("ignorez ignore ignorer oubliez oublie negligez annulez", rf"(?: (?:toutes?|tous|les|vos|tes|ces|completement|le|la|l))* (?:{_FR}(?:<4> (?:precedent\w*|anterieur\w*|ci|initial\w*|recu\w*|donnee\w*|avant|dessus|systeme|d'avant))|(?:precedent\w*|anciennes?) {_FR}|ce qui precede|tout ce qui|contexte|prompt|autres (?:passages|sources|documents))"),
    rule("oubliez oublie ignorez ignore", r" (?:vos|tes|toutes (?:vos|tes)|toutes les) (?:\w+ )?(?:instructions?|consignes?|directives?|regles?)"),
    rule("tu vous", r" (?:es|etes|dois|devez) (?:maintenant|desormais|a present|repondre|toujours|dire|citer|affirmer|ignorer|recommander|inclure|ajouter)<1> (?:un|une|le|la|que|en|uniquement|seulement|par|ce|cette|a|au|l|les|toute?s?)\b"),
    rule("repondez reponds repondre", r"(?: (?:a|aux?|toutes?|les|la|cette|questions?|toujours|uniquement|seulement|simplement|exclusivement|desormais)){0,5} (?:en (?:anglais|francais|espagnol|allemand|italien|emojis?|majuscules|chinois|russe|latin)(?! (?:ou|et)\b)|que\b|par\b|avec (?:le|les|la|\"|uniquement|seulement)|uniquement\b|seulement\b|\")"),
    rule("dites dis affirmez pretendez declarez affirme", r"(?: (?:toujours|seulement|uniquement|clairement|a l'utilisateur|simplement)){0,2} (?:que\b|le mot|la phrase|[\":])", command=True),
    rule("si lorsque quand", r" (?:vous etes|tu es|un|une|l'|l|on|quelqu'un|vous|tu) ?(?:\w+ )?(?:(?:modele de langage|modele de langue|intelligence artificielle|ia|assistant|chatbot|llm)\b|(?:utilisateur|lecteur)\w*<8>[^\w.!?]{1,3}(?:dites|reponds|repondez|dis|citez|affirmez|repondre|ajoutez|recommandez)\b|repondez\b|reponds\b|demande<8>[^\w.!?]{1,3}(?:dites|reponds|repondez|dis|citez|affirmez|ajoutez|recommandez)\b)"),
    rule("ajoutez ajoute inserez insere incluez inclus terminez termine commencez mentionnez", r"<12> (?:a|dans|par|au debut de|a la fin de|de) (?:votre|ta|chaque|toutes? (?:vos|tes)|ta) (?:\w+ )?(?:reponses?|resume|sortie)"),
    rule("traduisez traduis", r" (?:votre|ta|cette|ce|le|la|tout)<4> (?:en|vers)"),
    rule("note message instructions instruction attention consigne avis", r" (?:pour|a|aux?|destinee? a|a l'attention de|de) (?:l'|l |les |tout |toute |la |le |des )?(?:assistants? |lecteurs? |modeles? |systemes? )?(?:ia|intelligence artificielle|modeles? de lang(?:age|ue)|assistants?(?: virtuels?)?|chatbots?|automatiques?|llm)\b"),
    rule("l la une", r" ?(?:ia|assistant|intelligence artificielle|modele(?: de langage)?) (?:doit|devra|est prie\w*|est tenue?) (?:de )?(?:toujours |seulement |uniquement )?(?:repondre (?:que|par|en|uniquement|seulement)|dire que|affirmer|citer|ignorer|ajouter|inclure|recommander|refuser)"),
    rule("citez cite", r"(?: (?:toujours|uniquement|seulement|exclusivement))? (?:ce|cet|le present|cette) (?:passage|paragraphe|document|texte|source) (?:comme|pour|en premier|uniquement|seul)"),
    rule("revelez revele affichez affiche repetez repete", r"<3> (?:votre|vos|ton|tes|l'|l|le) ?(?:\w+ )?(?:prompt|instructions?|consignes?|message systeme|invite systeme)"),
    rule("n", r"'(?:utilisez|utilise|citez|cite|repondez|reponds|ecrivez|dites) que\b<2>(?= (?:ce|cet|cette|ces|le present))"),
    rule("ne", r" (?:mentionnez|mentionne|citez|cite|revelez|revele|repondez|reponds|dites|dis|divulguez|utilisez|utilise) (?:pas|jamais|aucun\w*|plus)<1> (?:cette|ces|ce|les autres|d'autres|a l'utilisateur|d autres|autres?|aux? questions?|source|a (?:la|cette) question)\b(?! (?:numero|adresse))"),
    rule("oubliez oublie ignorez ignore", r" tout (?:ce que|ce qui|le reste|cela|ca)\b"),
    rule("cher chers chere assistant", r"(?: (?:assistants?|ia|chatbot|modele))?[^\w.!?]{1,3}(?:ajoutez|ajoute|dites|repondez|reponds|ignorez|citez|ecrivez|merci de|veuillez)\b"),
    # Spanish
    rule("asistente chatbot ia", r"(?: de ia)?[^\w.!?]{1,3}(?:responde|di|anade|ignora|escribe|cita|contesta|incluye)\b", command=True),
    rule("olvida ignora", r" todo (?:lo que|lo demas|eso)\b"),
    rule("ignora ignore ignoren ignorar olvida olvide descarta omite omita desatiende anula", rf"(?: (?:todas?|todos|las|los|tus|sus|estas|esas|por completo|cualquier|lo))* (?:{_ES}(?:<4> (?:anterior\w*|previ\w*|inicial\w*|recibid\w*|dad\w*|arriba|sistema|precedent\w*))|(?:anteriores|previas) {_ES}|(?:lo )?(?:anterior|de arriba)\b|contexto anterior|prompt|todo lo (?:anterior|dicho|que)|(?:demas|otros|otras) (?:pasajes|fuentes|documentos))"),
    rule("olvida ignora olvide ignore", rf" (?:todas )?(?:tus|sus|las) (?:\w+ )?{_ES}"),
    rule("ahora", r" (?:eres|actua|actuas|seras|responde|tu nueva)\b"),
    rule("eres", r" (?:ahora|un asistente|una ia|un modelo|una inteligencia|un chatbot|dan)\b"),
    rule("actua finge pretende", r" (?:como (?:si|un|una)|que|ser)\b", command=True),
    rule("responde responda contesta conteste responder", r"(?: (?:a|todas?|las|esta|la|preguntas?|siempre|solo|solamente|unicamente|exclusivamente|unicamente|cualquier|usuario)){0,6} (?:en (?:ingles|frances|espanol|aleman|italiano|portugues|emojis?|mayusculas|chino|ruso|latin)(?! [oy]\b)|que\b|con (?:la|el|las|los|\"|solo|una? )|unicamente\b|solo\b|solamente\b|\")", command=True),
    rule("di diga afirma afirme declara asegura", r"(?: (?:siempre|solo|claramente|al usuario|solamente)){0,2} (?:que\b|la (?:palabra|frase)|[\":])", command=True),
    rule("si cuando", r" (?:eres|usted es|es usted|un|una|el|alguien|te|le|se|respondas|responda|resumas) ?(?:\w+ )?(?:(?:modelo de lenguaje|inteligencia artificial|ia|asistente|chatbot|llm)\b|(?:usuario|lector)\w*<8>[^\w.!?]{1,3}(?:di|responde|responda|diga|cita|afirma|contesta|anade|recomienda)\b|(?:pregunta|preguntan|preguntas)?<8>, (?:di|responde|responda|diga|cita|afirma|contesta|anade|incluye|recomienda)\b)"),
    rule("anade agrega incluye inserta termina anada agregue incluya menciona", r"<12> (?:a|en|al final de|al principio de|al inicio de|con) (?:tu|su|cada|todas? (?:tus|sus)|la) (?:\w+ )?(?:respuestas?|resumen|salida)\b"),
    rule("traduce traduzca", r" (?:tu|su|esta|este|la|el|todo)<4> (?:al|a|en)\b", command=True),
    rule("nota mensaje instrucciones instruccion atencion aviso orden", r" (?:para|a|al|dirigid[oa]s? a|destinad[oa]s? a) (?:el |la |los |las |todo |toda |cualquier )?(?:asistentes? |lectores? |modelos? |sistemas? )?(?:ia|inteligencia artificial|modelos? de lenguaje|asistentes?(?: virtual(?:es)?)?|chatbots?|automatic[oa]s?|automatizad[oa]s?|llm)\b"),
    rule("la el una un", r" (?:ia|asistente|inteligencia artificial|modelo(?: de lenguaje)?|chatbot) (?:debe|debera|tiene que|ha de) (?:siempre |solo |unicamente )?(?:responder (?:que|con|en|solo|unicamente)|decir que|afirmar|citar|ignorar|anadir|incluir|recomendar|negarse)"),
    rule("cita cite", r"(?: (?:siempre|solo|unicamente|solamente))? (?:este|el presente|esta) (?:pasaje|parrafo|documento|texto|fuente) (?:como|para|primero|solamente|unicamente)"),
    rule("revela revele muestra muestre repite repita", r"<3> (?:tu|tus|su|sus|el|las) (?:\w+ )?(?:prompt|instrucciones|mensaje del sistema|indicaciones)\b"),
    rule("no nunca", r" (?:menciones|mencione|cites|cite|reveles|revele|respondas|responda|digas|diga|uses|utilices|utilice) (?:nunca |jamas )?(?:esta|estas|este|otros?|otras?|las otras|los otros|al usuario|ninguna? otr\w+|a (?:la|esta|ninguna) pregunta)\b"),
    # German
    rule("ignoriere ignorieren ignoriert vergiss vergessen missachte missachten verwirf", rf"(?: (?:sie|alle|alles|saemtliche|samtliche|die|deine|ihre|diese|bitte|komplett|allen))* (?:(?:vorherig\w*|bisherig\w*|vorangegangen\w*|fruher\w*|obig\w*|vorstehend\w*|anderen|vorig\w*|urspr\w*) (?:\w+ )?(?:{_DE}|texte?|kontext|nachrichten|quellen|passagen)|{_DE}<3> (?:oben|zuvor|bisher|vorher|davor)|obige\b|alles (?:bisherige|vorherige|davor|oben|zuvor|was))"),
    rule("ignoriere ignorieren vergiss vergessen", rf" (?:sie )?(?:alle |all )?(?:deine|ihre) (?:\w+ )?(?:{_DE}|aufgabe)"),
    rule("du", r" bist (?:jetzt|nun|ab sofort|von nun an|ein ki|eine ki|ein sprachmodell|ein assistent)"),
    rule("antworte antworten beantworte", r"(?: (?:sie|auf|alle|jede|die|diese|fragen?|immer|nur|ausschliesslich|ausschließlich|ab jetzt|bitte)){0,6} (?:auf (?:englisch|franzosisch|spanisch|deutsch|italienisch|russisch|chinesisch|latein)(?! (?:oder|und)\b)|in (?:emojis?|grossbuchstaben|reimen|versen)|mit (?:dem|der|den|\"|nur|einem|nein|ja\b)|dass\b|nur\b|ausschlie\w+)", command=True),
    rule("sage sag behaupte behaupten schreibe", r"(?: (?:sie|immer|nur|dem nutzer|dem benutzer)){0,2} (?:dass\b|das wort|den satz|[\":])", command=True),
    rule("wenn falls", r" (?:du|sie|der|die|ein|eine|jemand|dich|man) (?:\w+ )?(?:(?:ki|kunstliche intelligenz|sprachmodell|chatbot|assistent|sprachassistent|llm)\b|(?:nutzer|benutzer|leser|user)\w*<8>[^\w.!?]{1,3}(?:antworte|sage|sag|behaupte|zitiere|empfiehl|nenne)\b|fragt<8>, (?:antworte|sage|sag|behaupte|zitiere|empfiehl|nenne)\b|antwortest\b)"),
    rule("fuge fugen ergange erganze beende beginne nenne erwahne", r"<12> (?:deine[rnm]?|ihre[rnm]?|jeder|jede|der) (?:\w+ )?(?:antwort(?:en)?|ausgabe|zusammenfassung)\b"),
    rule("ubersetze ubersetzen", r" (?:sie )?(?:deine|ihre|diesen?|alles|den|folgenden|die)<4> ins?\b", command=True),
    rule("hinweis nachricht anweisung anweisungen achtung notiz befehl", r" (?:an|fur) (?:die |den |das |alle |jede |einen |eine )?(?:ki\b|kunstliche intelligenz|sprachmodelle?|chatbots?|automatische\w*|assistenten|ki-\w+|llms?|maschinelle\w*)"),
    rule("die der das eine ein", r" (?:ki|assistent|sprachmodell|chatbot|modell) (?:muss|soll|sollte|hat)(?: \w+){0,8} (?:antworten|sagen|behaupten|zitieren|ignorieren|nennen|empfehlen|ausgeben)\b"),
    rule("zitiere zitieren", r"(?: (?:sie|immer|nur|ausschliesslich))* (?:diese[ns]?) (?:absatz|passage|abschnitt|dokument|text|quelle)"),
    rule("zeige verrate wiederhole gib", r"<3> (?:deine|deinen|ihre|den|die) (?:\w+ )?(?:system-?prompt|systemprompt|prompt|systemanweisung\w*|anweisungen|systemnachricht)\b", command=True),
    # Other languages: earlier orders are taken back.
    rule("ignora ignorare dimentica", r"(?: (?:tutte|tutti|le|la|i|gli|ogni|quanto))* (?:istruzioni|indicazioni|regole|precedent\w+)<2> (?:precedenti|sopra|ricevute|istruzioni|iniziali)"),
    rule("ignore ignora esqueca desconsidere", r"(?: (?:todas|as|os|suas|tuas|quaisquer))* (?:instrucoes|orientacoes|regras|comandos)<2> (?:anteriores|acima|previas|recebidas|iniciais)"),
    rule("negeer vergeet", r"(?: (?:alle|de|uw|je))* (?:vorige|eerdere|voorgaande|bovenstaande) (?:instructies|opdrachten|aanwijzingen|regels)"),
    rule("zignoruj zapomnij", r"(?: \w+){0,3} (?:instrukcje|polecenia|wczesniejsze|poprzednie)\b"),
    rule("игнорируи игнорируите забудь забудьте проигнорируи", r"(?: \w+){0,3} (?:инструкции|указания|команды|правила|предыдущ\w+)"),
    rule("تجاهل", r"(?: \w+){0,3} (?:التعليمات|الاوامر|تعليمات)"),
)  # fmt: skip

_NAMED = (
    r"(?:system|assistant|instructions?|user_query|context|passages?|documents?|(?:tool|function)_(?:call|response|result|output)s?|prompt|retrieved\w{0,20}"
    r"|untrusted\w{0,20}|important|admin|secret|sources?|override|query|question|answer|user|human|thinking|result)"
)
_RULED = (
    r" {0,3}(?:begin|start|end|close|new)?(?: ?of)?(?: ?the)? ?(?:system|passages?|context|prompt|instructions?|user (?:input|message|query)"
    r"|retrieved \w{1,20}|untrusted \w{1,20}|sources|documents?|assistant|override|developer|data)"
    r"(?: (?:prompt|message|instructions?|section|block|\d{1,2}|input|text|data)){0,2} {0,3}"
)

MARKS = {
    "<": r"<\|{1,2} ?(?:im_start|im_end|im_sep|system|user|assistant|endoftext|end|start_header_id|eot_id|begin_of_text|endofprompt|channel|message)"
    rf"|<</?sys>>|</?(?:start|end)_of_turn>|</?s>\s{{0,3}}\[|<bos>|<eos>|</?{_NAMED}(?: [^<>\n]{{0,60}})?/?>|<{{2,9}}{_RULED}>{{2}}"
    r"|<img [^<>\n]{0,200}(?:onerror|src=[^<>\n]{0,200}(?:=\{|=\[|\{\{|=question|=data|=answer))",
    "[": rf"\[/?(?:inst|system_prompt|available_tools|assistant|system|admin|developer|system message|new instructions?|system override)\]|\[ ?(?:end|start|begin(?:ning)?) (?:of )?(?:the )?(?:documents?|passages?|context|sources|instructions?|prompt|system \w{1, 12}|data|input)\]|\[{{2,9}}{_RULED}\]{{2}}"
    r"|!\[[^\]\n]{0,200}\]\([^)\s]{1,300}(?:=\{|=\[|=<|\{\{|=%7b|=\$|=(?:question|answer|data|user|context|conversation|chat|your|the|summary|base64)\b|/(?:question|answer|user_data|conversation)\b)",
    "#": rf"#{{2,4}} {{0,3}}(?:new |updated |system )?(?:instructions?|response|system(?: prompt| message)?|assistant|human|user|input)\s{{0,2}}[:\n]|#{{2,9}}{_RULED}#{{2}}",
    "--": rf"-{{2,9}}{_RULED}-{{2}}",
    "==": rf"={{2,9}}{_RULED}={{2}}",
    "***": rf"\*{{3,9}}{_RULED}\*{{3}}",
    "~~~": rf"~{{3,9}}{_RULED}~{{3}}",
    "+++": rf"\+{{3,9}}{_RULED}\+{{3}}",
    "human": r"human\s{0,2}:[^\n]{1,400}\n{1,3}[ \t>*#]{0,4}(?:assistant|ai|bot|system|gpt)\s{0,2}:",
    "user": r"user\s{0,2}:[^\n]{1,400}\n{1,3}[ \t>*#]{0,4}(?:assistant|ai|bot|system|gpt)\s{0,2}:",
    "assistant": r"(?:^|[\n.!?]) {0,2}assistant\s{0,2}: {0,2}(?:of course|sure|certainly|understood|okay|ok|yes|here is|here are|here's|i am|i'm|i can|as you|the (?:correct|answer|right))\b",
    "@": r"(?:^|\s)@(?:assistant|ai|chatgpt|bot|gpt|claude|copilot|model|chatbot|llm)\b",
    "role": r"(?:^|\n)[ \t>*#-]{0,4}\"?role\"?\s{0,2}:\s{0,2}\"?(?:system|assistant|user)\b|\{\s{0,3}\"role\"\s{0,2}:\s{0,2}\"(?:system|assistant|user)\"",
    "指": r"(?:忽略|无视|忘记|忽視|無視)[^。\n]{0,12}(?:指令|指示)|以前の指示[^。\n]{0,6}(?:無視|忘れ)",
    "提示": r"(?:忽略|无视|忘记|忽視|無視)[^。\n]{0,12}提示",
    "이전": "이전 ?(?:지시|명령)[^.\n]{0,8}무시",
}
"""Templates of chats, delimiters, images that carry off what was asked, and languages without blanks: what must stand in
a text to be worth looking -> what is looked for."""
