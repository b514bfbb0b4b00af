"""What is put in the place of what, by kind of alteration: patterns and their replacements."""

from __future__ import annotations

from corpus.speakers.states import folded

DENIALS = (
    (r"\bcannot\b", "can"),
    (r"\bwithout\b", "with"),
    (r"\bnot\b ?", ""),
    (r"\bno (?=[a-z]+ [a-z])", "full "),
    (r"\bnever\b", "always"),
)
FORCES = (
    (r"\brecommended\b", "agreed on"),
    (r"\bcalled for\b", "decided on"),
    (r"\burged\b", "obliged"),
    (r"\bsuggested\b", "decided"),
    (r"\bproposed\b", "adopted"),
    (r"\bshould\b", "must"),
    (r"\bmight\b", "will"),
    (r"\bmay\b(?! \d)", "will"),
    (r"\bcould\b", "must"),
    (r"\bplanned to\b", "is committed to"),
    (r"\bnoted that\b", "agreed that"),
    (r"\bsaid that\b", "pledged that"),
    (r"\bemphasized\b", "decided"),
    (r"\bstressed that\b", "resolved that"),
    (r"\bhighlighted that\b", "agreed that"),
    (r"\basked for\b", "approved"),
    (r"\bwanted\b", "decided on"),
    (r"\bdrew attention to\b", "adopted decisions on"),
    (r"\bpointed out that\b", "unanimously agreed that"),
    (r"\bagreed that\b", "recommended that"),
)
QUANTITIES = (
    (r"\b[Mm]any\b", "all"),
    (r"\b[Ss]everal\b", "all"),
    (r"\b[Ss]ome\b", "most"),
    (r"\bmore than (?=\d|half|one)", "less than "),
    (r"\bless than\b", "more than"),
    (r"\bover (?=\d)", "under "),
    (r"\bnearly\b", "more than"),
    (r"\bmost\b(?= of)", "few"),
    (r"\bhalf\b", "a third"),
    (r"\bup to\b", "over"),
    (r"\bfew\b", "many"),
    (r"\b[Aa]bout (?=\d)", "under "),
    (r"\bmillions\b", "thousands"),
    (r"\bthousands\b", "millions"),
    (r"\bhundreds\b", "dozens"),
    (r"\b[Oo]ne of\b", "all of"),
    (r"\bmajority\b", "minority"),
    (r"\ball\b", "few"),
)
ANTONYMS = (
    "increase|decrease",
    "increased|decreased",
    "rose|fell",
    "risen|fallen",
    "higher|lower",
    "more|less",
    "before|after",
    "open|closed",
    "opened|closed",
    "strengthen|weaken",
    "stronger|weaker",
    "improve|worsen",
    "better|worse",
    "included|excluded",
    "regular|irregular",
    "short-term|long-term",
    "longer|shorter",
    "women|men",
    "temporary|permanent",
    "origin|destination",
    "formal|informal",
    "safe|unsafe",
    "legal|illegal",
    "first|last",
    "largest|smallest",
    "cheaper|costlier",
    "faster|slower",
    "simpler|more complicated",
    "early|late",
    "supported|opposed",
    "allowed|forbade",
    "extend|shorten",
    "extended|shortened",
    "renew|revoke",
    "widened|narrowed",
    "positive|negative",
    "domestic|foreign",
    "national|international",
    "public|private",
    "young|old",
    "equal|unequal",
    "lost|won",
    "easier|harder",
    "voluntary|forced",
    "low-income|high-income",
    "immediate|delayed",
    "loss|gain",
    "new|old",
    "free|paid",
    "internal|external",
    "worldwide|locally",
    "essential|dispensable",
    "undocumented|documented",
    "unemployed|employed",
    "effective|useless",
)


PEOPLE = frozenset(
    folded(name)
    for line in """
António Vitorino|Vitorino|Malek Deng Dau Deng|Deng|Cláudia Pereira|Pereira|Stefano Sannino|Sannino
Ahmed M. Saleheen|Saleheen|Sarah Arriola|Arriola|Nick Grono|Grono|André Silva|Silva|Isabela Atanasiu
Atanasiu|Trang Hong Vu|Jean Ayoub|Viorica Dumbraveanu|Dumbraveanu|Pauline Tamesis|Tamesis|Felipe Muñoz
Muñoz|Boubou Camara|Camara|Maya Morsy|Morsy|Zsuzsanna Jakab|Jakab|Christine Loew|Loew
María Corina Muskus Toro|Muskus Toro|Chylian Azuh|Beyleh Daher|Houssein Mohammed|Glen Linder|Linder
Ulvi Aliyev|Aliyev|Robinson Sathekge|Sathekge|Mónica Trigos Padilla|Trigos Padilla|Cécile Riallant
Riallant|David Khoudour|Khoudour|Mohammed Adjei Sowah|Sowah|Mohamed Sadiki|Sadiki|Socorro Flores Liera
Flores Liera|Rui Macieira|Macieira|Christian Wolff|Wolff|Eugenio Ambrosi|Ambrosi|Amy Pope|Pope
Abdulla Shahid|Rabab Fatima|Catalina Devandas Aguilar|John Bingham|Bettina Etter|Etter|Aissata Kane
Yitna Getachew|Leonard Doyle|Maurizio Busatti|Jacqueline Weekers|Laura Thompson
""".strip().splitlines()
    for name in line.split("|")
)
"""Who speaks in the documents, as they are called there, folded."""
