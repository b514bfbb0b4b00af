"""French and Spanish words that carry no topic, and how questions open; folded, without accents."""

from __future__ import annotations

from collections.abc import Mapping

FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "fr": frozenset(
        """a ai ait alors apres as au aucun aucune aussi autre autres aux auxquels avais avait avant avec avez avoir avons
        ayant beaucoup bien car ce ceci cela celle celles celui cent-ce certain certaine certaines certains ces cet cette
        ceux chaque chez ci comme comment contre d dans de dehors deja depuis des desquels dessous dessus devrait dit dite
        dois doit doivent donc dont du duquel durant elle elles en encore entre es est est-ce est-il est-elle et etaient
        etait etant ete etes etre eu eux fait faire faisait faites faut font hors ici il ils j jamais je jusqu jusque l la
        laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais malgre me meme memes mes mien moi
        moins mon n ne ni nos notre nous on ont ou oui par parmi pas pendant peu peut peut-on peut-il peut-elle peuvent
        peux plus plutot pour pourquoi pourrait puis puis-je puisque qu qu'est-ce quand que quel quelle quelles quelqu quels
        quelque quelques qui quoi s sa sans se selon sera seront ses si sien soi soient soit sommes son sont sous suis sur t
        ta tandis te tel telle telles tels tes toi ton tous tout toute toutes tres tu un une va vais vers veut veux voici
        voila vont vos votre vous y y-a-t-il a-t-il a-t-elle ont-ils ont-elles sont-ils sont-elles dois-je dit-on quoi-
        combien lesquelle doit-on faut-il existe-t-il peuvent-ils peuvent-elles cite citez nomme nommez donne donnez dis
        dites explique expliquez decris decrivez parle parlez indique indiquez puisse
        puissent soient aient fasse fassent aille pourraient devraient devrions pouvons
        pouvez doivent-ils s'il plait document documents rapport
        rapports texte textes""".split()
    ),
    "es": frozenset(
        """a al algo alguien algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos aqui asi aun
        aunque bajo bien cada como con contra cual cuales cualquier cuando cuanta cuantas cuanto cuantos cuya cuyas cuyo
        cuyos de debe deben debo del desde despues dice dicen dicho dijo dijeron donde adonde durante e el ella ellas ello
        ellos en entonces entre era eran eres es esa esas ese eso esos esta estaba estaban estado estan estar estas este
        esto estos estoy fue fuera fueron ha habia habian han has hasta hay haya he hecho hizo hicieron hace hacen hacer la
        las le les lo los mas me mi mientras mis mismo misma mucha muchas mucho muchos muy nada ni no nos nosotros nuestra
        nuestro o os otra otras otro otros para pero poca poco pocos por porque pudo puede pueden puedo pues que quien
        quienes se sea sean segun ser si sido sin sino sobre son soy su sus suya suyo tal tambien tampoco tan tanto te tenia
        tiene tienen tengo ti toda todas todo todos tras tu tus u un una unas uno unos usted ustedes va van y ya yo cita
        cite nombra nombre enumera da dame di dime explica explique describe indica indique documento documentos informe
        informes texto textos llamaba llama llamaban pueda
        puedan seria serian deberia deberian podria podrian
        haga hagan tenga tengan hubo hubiera cuyos""".split()
    ),
}

LINKS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "de": "of", "du": "of", "des": "of", "dans": "in", "en": "in", "au": "in", "aux": "to", "a": "to", "pour": "for",
        "par": "by", "avec": "with", "sans": "without", "sur": "on", "et": "and", "ou": "or", "entre": "between",
        "contre": "against", "pendant": "during", "durant": "during", "lors": "during", "apres": "after", "avant": "before",
        "depuis": "since", "selon": "according to", "parmi": "among", "chez": "at", "vers": "to",
    },
    "es": {
        "de": "of", "del": "of", "en": "in", "al": "to", "a": "to", "para": "for", "por": "by", "con": "with",
        "sin": "without", "sobre": "on", "y": "and", "e": "and", "o": "or", "u": "or", "entre": "between",
        "contra": "against", "durante": "during", "tras": "after", "antes": "before", "desde": "since", "hasta": "until",
        "segun": "according to",
    },
}  # fmt: skip
"""Function words that link words of the topic, and the English ones."""

FRAMES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "fr": (
        (r"\bcombien\b|\bquel (?:est le )?nombre\b|\bquel pourcentage\b", "how many"),
        (r"\bpourquoi\b|\bpour quelles? raisons?\b", "why"),
        (r"\bcomment\b|\bde quelle (?:maniere|facon)\b", "how"),
        (r"\b(?:quand|a quelle date|en quelle annee|depuis quand)\b", "when"),
        (
            r"^(?:[ad]'?)?\s*ou\b|\bou (?:est|sont|se|puis|peut|a|ont|trouver|aller)\b|\b(?:quel|dans quel) (?:lieu|endroit)\b",
            "where",
        ),
        (r"^(?:qui|a qui|de qui|par qui|pour qui)\b(?!\s*est-ce que)", "who"),
        (r"^(?:que|qu'|quoi|quel|quelle|quels|quelles|a quoi|de quoi|en quoi|sur quoi|lequel|laquelle)", "what"),
    ),
    "es": (
        (r"\bcuant[oa]s?\b|\bque porcentaje\b", "how many"),
        (r"\bpor que\b", "why"),
        (r"^\W*como\b|\bde que (?:manera|forma)\b", "how"),
        (r"\bcuando\b|\ben que (?:ano|fecha)\b", "when"),
        (r"\bdonde\b|\badonde\b", "where"),
        (r"^\W*(?:(?:a|de|por|para|con) )?quien(?:es)?\b", "who"),
        (r"^\W*(?:(?:a|de|por|para|con|en|sobre) )?(?:que|cual|cuales)\b", "what"),
    ),
}
"""How a question opens (a pattern over its folded text) and the English question word, the first that fits."""
