"""The sentence patterns of diplomatic minutes, in English, French and Spanish: subjects, lead-ins, attributions.

All are matched against one sentence, at one place or a few; none nests a repetition in another.
"""

from __future__ import annotations

import re

from corpus.speakers.directory import POST, POST_TAIL

PRONOUN = re.compile(
    r"(?:He|She|They|he|she|they|Elle|Il|elle|il|Elles|Ils|elles|ils|Ella|Él|ella|él|Ellos|Ellas)\b(?! himself was)"
)
GENERAL_STARTS = (
    r"(?:The|the|This|this|Our|our|Its|its|Their|their|All|all|Many|many|Several|several|Some|some|Most|most|Other|other|"
    r"Various|various|Numerous|numerous|Both|"
    r"A number of|a number of|A few|a few|A majority of|The majority of|the majority of|Two|Three|Four|Five|One|one|Les|les|"
    r"Plusieurs|plusieurs|Certains|certains|De nombreux|de nombreux|De nombreuses|de nombreuses|La plupart des|Des|des|"
    r"Los|los|Las|las|Varios|varios|Varias|varias|Muchos|muchos|Muchas|Algunos|algunos|Algunas|La mayoría de los|Un|Una)"
)
GENERAL_HEADS = (
    r"(?:[Pp]articipants?|[Pp]anell?ists|[Pp]anell?ist|[Ss]peakers?|[Dd]elegations|[Dd]elegates?|[Rr]epresentatives|"
    r"Member States|States|states|[Gg]overnments|[Cc]ountries|[Mm]embers|[Oo]thers|[Pp]anel \d+|[Pp]anel|[Ss]essions?|"
    r"[Ss]egment|Dialogue|IDM|[Dd]iscussions?|[Dd]ebates?|[Mm]eeting|[Ww]orkshop|[Mm]oderator|[Rr]oundtable|"
    r"Red Book|digest|agenda|"
    r"[Mm]inisters|[Aa]mbassadors|[Rr]apporteur|[Ss]ummary|[Cc]ommittee members|[Cc]omments|[Rr]emarks|"
    r"[Pp]articipantes?|[Pp]anelistas|[Oo]radores|[Dd]elegaciones|[Pp]anélistes|[Dd]élégations|[Ii]ntervenants|[Oo]rateurs|"
    r"[Ii]ntervenantes|[Rr]eprésentants|[Rr]epresentantes|États Membres|Estados Miembros|[Ii]nterventions?|"
    r"[Gg]ouvernements|[Gg]obiernos|[Dd]elegados|[Dd]élégués)"
)
FILLER = r"(?:(?!(?:of|by|in|to|for|from|with|and)\b)[\w’'-]+ )"
GENERAL = re.compile(
    rf"(?:{GENERAL_STARTS} (?:of the |des |de los |de las )?{FILLER}{{0,3}}?|(?:government|youth|other|civil society) )?"
    rf"({GENERAL_HEADS})\b(?!['’])(?!(?<![ks]ers)(?<!ists)(?<!pants) of (?:the )?[A-Z])"
)
MANY = re.compile(
    r"(?:Many|Several|Some|Others?|Most|Both|All|many|several|some|others|"
    r"Certains|Plusieurs|Algunos|Muchos|Varios)\b(?! of| [A-Z])"
)
AUTHORS = re.compile(
    r"(?:I|We|we|Nous|Nosotros)\b|[Tt]here (?:was|were|is|are)\b|"
    r"It (?:was|is|has been) (?:also |further )*(?:[a-z]+ed|pointed out|felt)(?: by [^,.]{3,60})? that\b"
)
REPRESENTATIVE = re.compile(
    r"(?:(?:The|the|A|a|Le|le|La|la|El|el|Un|un|Una|une|Une) |L['’]|l['’])(?:(?:[Pp]ermanent|first|[Hh]ead|youth|senior) ){0,2}"
    r"(?:[Rr]epresentatives?|[Dd]elegates?|[Dd]elegation|[Oo]bserver|[Aa]mbassador|[Mm]inister|chargé d['’]affaires|"
    r"représentante?s?|délégation|déléguée?|ambassad(?:eur|rice)|ministre|observateur|observatrice|"
    r"representantes?|delegación|delegad[oa]|embajador[a]?|ministr[oa]|observador[a]?)"
    r"(?: (?:for|of|de|des) [A-Z]?[\w ]{3,50}?)??"
    r" (?:of|from|for|de|du|des|del|d['’])"
    r"(?: |(?<=['’]))(?=(?:the |la |las |los |l['’])?[A-ZÀ-ÞÉ])"
)
GOVERNMENT = re.compile(
    r"(?:The|the|Le|le|El|el) [Gg](?:overnments?|ouvernement|obierno) (?:of|de|du|del|d['’]) ?(?=(?:the |la |l['’])?[A-ZÀ-Þ])"
)
OWN = re.compile(
    r"(?:The|His|Her|Its|Their|the|his|her|its|their) (?:[Oo]ffice|[Oo]rgani[sz]ation|[Aa]gency|[Bb]ank|[Ff]und|[Gg]overnment|"
    r"country|[Dd]elegation|speaker|representative|institute|[Cc]ommission|Kingdom|[Mm]inister|[Aa]mbassador)\b(?! of| for| from)"
)
ONE = re.compile(
    r"(?:[Oo]ne|[Aa]|[Aa]nother) ((?:youth |young |civil society |government |health |thematic )*"
    r"(?:delegate|panell?ist|speaker|expert|representative)(?: from [A-Z]\w+(?: [A-Z]\w+)*)?)\b"
)
THE_POST = re.compile(
    r"(?:The|the|La|la|Le|le|El|el|L['’]|l['’]) ?((?:[A-Z][\w-]*['’]?s? ){0,3}?)("
    + POST.pattern
    + r")("
    + POST_TAIL.pattern
    + r")"
)
HOLDER = re.compile(r"minist|ambassad|embajad", re.I)
NOBODY = (
    r"(?:the )?(?:Member |participating )?(?:States|Governments|Members|Parties|Civil|Youth|Panel|Participants|États|"
    r"Estados)(?: Society| Member States)?"
)
NO_START = frozenset(
    "what how when where why which if although while whereas as because since in on at for by so no".split()
)
AND = re.compile(r",? (?:and|et|y|e) ")
BRACKETS = re.compile(r" \(([^()]{2,120})\)")
BEHALF = re.compile(
    r", (?:speaking |intervening |s['’]exprimant |hablando |en )?(?:on behalf of|au nom de|en nombre de|nom de) "
    r"((?:the |la |l['’]|du |des )?)",
    re.I,
)

LEAD_WORDS = frozenset(
    "in during at on for speaking intervening referring recalling citing noting welcoming emphasizing emphasising "
    "stressing echoing underlining highlighting acknowledging although though while whereas with from finally lastly "
    "moreover furthermore additionally similarly likewise however further responding replying addressing turning "
    "concluding opening closing summarizing drawing building regarding concerning despite given under following before "
    "after to again first firstly second secondly third thirdly also indeed thus therefore then meanwhile nevertheless "
    "which nonetheless overall specifically particularly by as since when because if using taking commenting participating "
    "joining thanking having being once through within throughout among across "
    "dans lors pendant au aux à en pour intervenant s'exprimant prenant parlant rappelant soulignant selon enfin ensuite "
    "toutefois cependant également après avant sur concernant par "
    "durante al desde interviniendo hablando refiriéndose recordando por con finalmente además asimismo sin tras según "
    "para sobre respecto tomando haciendo".split()
)
LEAD = re.compile(r"([^\W\d_][\w’'-]*)[^,;:()“”]{0,200}(?:\([^()]{0,80}\)[^,;:()“”]{0,80})?, (?:and )?")
WHILE = re.compile(r"(?:While|Whereas|Although|Though|Tandis que|Alors que|Si|Mientras que|Si bien) ")
CONJUNCTION = re.compile(r"(?:And|But|Yet|So|Mais|Et|Pero|Y) (?!,)")
FLOOR = re.compile(
    r"\b(?:from the floor|depuis la salle|desde la sala|from the audience|(?:en|intervenant de) la salle|desde el público)\b",
    re.I,
)
AS = re.compile(r"(?:As|as|Comme l['’](?:a|ont)|comme l['’](?:a|ont)|Como|como) (?!also\b)")
ACCORDING = re.compile(
    r"(?:[Aa]ccording to|[Ss]elon|[Ss]egún|D['’]après|In the words of|in the words of|Pour sa part,) ?"
)
ITEM = re.compile(r"(?:: |; (?:and |et |y )?)(?=[A-ZÀ-Þ])")
BY = re.compile(
    r"\b(?:opened|closed|moderated|chaired|followed|introduced|joined|ended with \w+ \w+|remarks|speech|statement) by (?=[A-Zt])"
)
REMARKS_BY = re.compile(r"\b(?:opened|closed|remarks|speech|statement|presentation) by (?=[A-Zt])")
PASSIVE = re.compile(
    r"\b(?:was|were|has been|been) (?:\w+ )?([a-z]+ed(?: out)?) by (?=the representative|the delegation|the delegate|[A-Z])"
)
AFTER = re.compile(
    r"(?:, |[”\"] )((?:he|she|they|[A-ZÀ-Þ][^\s,]*(?: [^\s,]+){0,8}?|the (?:representative|delegation|delegate) [^,;]{3,90}?|"
    r"the [A-Z][^,;]{3,60}?)) (?:also |then |further )?"
    r"(said|noted|added|stressed|suggested|explained|writes|recalled|warned|concluded|argued|observed|remarked|stated|"
    r"emphasized|emphasised|underlined|pointed out|reported|recommended|urged)(?=[.,;:]|$)"
)
AFTER_OTHERS = re.compile(
    r",? (?:a|ont|avait) (?:souligné|déclaré|ajouté|indiqué|expliqué|précisé|noté|rappelé) (?=l[ea] |l['’]|M\.|Mme|[A-Z])"
)
SPLIT = re.compile(
    r"(?:; |, |,? )(?:and |while |whereas |but |tandis que |et |mientras que |y |as )?(?:, )?(?=[A-ZÀ-Þ]|the |le |la |el |l['’])"
)
STRONG_SPLIT = re.compile(r"[,;] (?:while |whereas |and |but |tandis que |alors que |mientras que |et |y )|; ")
WHO = re.compile(r",? ?(?:who|qui|quien|que) (?:also |further )?")
IS = re.compile(r"(?:is|was|are|were|has|had|will|also|est|es|chaired|moderated|attended)\b")
SPEAKING_FOR = re.compile(
    r"\b(?:[Ss]peaking|[Ii]ntervening|[Tt]aking the floor) on behalf of (?:the )?([^,;]{3,120}), "
)
WHERE = re.compile(r", where (?=the |its? |[a-z])")
GIVING = re.compile(
    r"\b(?:emphasi[sz]ing|stressing|highlighting|underlining|underscoring|noting that|recalling|"
    r"urging|recommending|calling for)\b"
)
GERUNDS = {"emph": "stressed", "stre": "stressed", "high": "stressed", "unde": "stressed", "noti": "noted"}
INSERTS = re.compile(
    r", (?:[a-z]+ing\b|in |on |for |who |whose |while |speaking|also |en |rappelant|soulignant|prenant|al )"
)
