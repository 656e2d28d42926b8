"""Which sentences may stand in a summary: why one may not, which lean on the sentence before them, and mild doubts."""

from __future__ import annotations

import re
import string
from functools import lru_cache

from digest.summarize.facts import facts_of
from digest.summarize.foreign import is_foreign
from digest.summarize.lists import has_any, word_set
from digest.summarize.speech import is_spoken, marks_in, open_quotes, quotations, quoted_share, speaker
from digest.summarize.units import Unit
from digest.words import stem

_ENDS = re.compile(r"[.!?…。！？؟۔।][\"'”’»«“‘)\]」』）]*(?:\[\d+\])*$")
_TEASED = ("...", "…", "[...]", "[…]")  # a feed's teaser
_WRAPPED = re.compile(r"[a-zà-ÿ]{2}- (?!and\b|or\b|to\b|und\b|oder\b|bis\b|et\b|ou\b|y\b|e\b|en\b|of\b)[a-zà-ÿ]{2}")
_CAPTION = re.compile(
    r"From left|From right|Pictured|FILE\b|File photo|In this (?:\w+ ){0,4}(?:photo|image|picture)|"
    r"This (?:\w+ ){0,3}(?:photo|image)\b|"
    r"Photo\b|Photograph|Image\b|PHOTO|VIDEO|Watch\b.{0,60}(?:below|above|video)|A (?:general|file) view|Caption|"
    r"Foto|Archivbild|\d{1,3} of \d{1,3}\s(?=[A-Z])|"
    r"This [^.]{0,80}\bprovided by\b[^.]{0,80}\bshows\b|"
    r"(?:REUTERS|AFP|AP|GETTY|Getty|EPA)[ :|/-]+[A-Z][a-z]"
)
_CREDITS = (
    "AP Photo", "Getty Images", " via AP", "AFP via", "REUTERS/", "EPA-EFE", "Photo by ", "Photograph by ", "Photo credit", "/AFP",
    "/ AFP", "Bild: ", "Foto: ", "Crédit photo",
)  # fmt: skip
_DATED_END = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.? \d{1,2}, \d{4}(?:,? (?:in|at) [A-Z][\w ,.’'-]+)?\.?$"
)
_SHOWN = re.compile(
    r"\b(?:speaks?|listens?|walks?|works?|stands?|waves?|attends?|arrives?|leaves?|gestures?|looks?|holds?|sits?|"
    r"presents?|delivers?|addresses|talks?|meets?|poses?|shakes?|lifts?|reacts?|departs?|testifies|participates?|"
    r"applauds?|hugs?|greets?|smiles?|creates?|march(?:es)?|gathers?|protests?|rall(?:y|ies)|(?:is|are) (?:seen|"
    r"pictured|shown|joined|flanked|surrounded|escorted|accompanied))\b|\((?:[LRC]|left|right|cent(?:er|re))\)"
)
_PAPERWORK = re.compile(
    r"(?:By|Von|Por|Par) [A-Z][\w.'’-]+(?:,? (?:and|und|et|y|[A-Z][\w.'’-]+)){1,7}\.?$|"
    r"Read on\b|Here(?:[’']s| is| are) (?:why|what|how|everything)\b|Contact |Sign up\b|Subscribe\b|EDITOR|"
    r"Editor[’']s [Nn]ote|"
    r"(?:Read|See|Also|ALSO|READ|RELATED|Related|MORE|Correction|CORRECTION|Updated?|UPDATED?)\s?:|"
    r"(?:\w+ ){0,3}is a (?:staff writer|reporter|correspondent|columnist|contributor)"
)
_GLUED = re.compile(
    r"[a-z]MORE\b|\bMORE [(a-z]|[a-z] MORE(?:['’]s|[.,]|$)|\b(?:19|20)\d\d[A-Z][a-z]|"
    r"[Tt]his (?:story|article) (?:has been|was|is) (?:updated|corrected|developing|originally|first)"
)
_ADDRESS = re.compile(r"\(@\w+\)|[\w.]@\w+\.\w")
_NOTES = (
    "Reporting by ", "Writing by ", "Editing by ", "contributed to this report", "contributed to this story", "ll rights reserved",
    "contributed to this article", "©", "lick here", "Read more", "https://", "http://", "www.", "pic.twitter", "ur newsletter",
    "ollow us on", "or more information, ", "cookie policy", "uses cookies", "developing story",
)  # fmt: skip
_OPENERS = {
    "en": word_set(
        """
        He She They It This That These Those His Her Hers Their Theirs Its Him Them But And Or So Such Nor Yet Also
        Then Thus Hence However Nevertheless Nonetheless Therefore Moreover Furthermore Instead Otherwise Similarly
        Likewise Indeed Besides Still Meanwhile Consequently Accordingly Afterwards Afterward Additionally Both
        Neither Either Others Another Plus Too Because Which Who Whose He's She's It's They're That's There's
        They've He'd She'd It'd Here Later Earlier Further Conversely Elsewhere Regardless Ironically Unsurprisingly
        """
    ),
    "de": word_set(
        """
        Er Sie Es Dies Diese Dieser Dieses Diesem Diesen Aber Und Doch Auch Dabei Damit Dazu Daher Deshalb Deswegen
        Jedoch Zudem Außerdem Dort Dann Sein Seine Seinen Ihr Ihre Ihren Denn Allerdings Trotzdem So Dagegen Dennoch
        Darauf Darum Danach Zuvor Ebenso Oder Solche Beide Davon Hier Hinzu Ferner Also Jener Jene
        """
    ),
    "fr": word_set(
        """
        Il Elle Ils Elles Ce Cet Cette Ces Cela Ça Celui Celle Ceux Celui-ci Celle-ci Mais Et Or Donc Ainsi Aussi
        Toutefois Cependant Pourtant Puis Son Sa Ses Leur Leurs Car En-outre Enfin Ensuite Néanmoins Ceci Y Là Lui
        Eux
        """
    ),
    "es": word_set(
        """
        Él Ella Ellos Ellas Ello Esto Eso Este Esta Estos Estas Ese Esa Esos Esas Aquel Aquella Pero Y O Además
        También Así Su Sus Entonces Asimismo Tampoco Sino Luego Mientras Ahí Allí
        """
    ),
    "it": word_set(
        """
        Egli Lui Lei Loro Esso Essa Questo Questa Questi Queste Quello Quella Ma E Inoltre Anche Però Tuttavia Così
        Suo Sua Quindi Infatti
        """
    ),
    "pt": word_set(
        """
        Ele Ela Eles Elas Isso Isto Este Esta Esse Essa Estes Estas Mas E Também Além Porém Assim Seu Sua Seus Suas
        Portanto Então
        """
    ),
    "nl": word_set(
        """
        Hij Zij Ze Het-is Dit Dat Deze Die Maar En Ook Toch Bovendien Daarom Daarnaast Zijn Hun Toen Echter Dus
        """
    ),
}
_LEANING_PHRASES = re.compile(
    r"(?:For (?:example|instance)|In (?:addition|contrast|turn|fact|response|return|doing so|that|this|these|those)|"
    r"As (?:a result|such|well)|"
    r"On the (?:other hand|contrary)|By (?:contrast|comparison|then)|At (?:the same time|that|this)|After (?:that|"
    r"this)|Of (?:those|these|them)|"
    r"To (?:that|this) end|Among (?:them|those|these)|One of (?:them|those|these)|Some of (?:them|those|these)|"
    r"All of (?:them|this|that)|"
    r"At the time(?=,)|In short|In other words|"
    r"The (?:country|kingdom|city|town|village|state|province|county|region|island|company|firm|group|agency|party|club|team|"
    r"union|court|bank|school|university|department|ministry|organi[sz]ation|association|paper|newspaper|network|couple|family|yard|"
    r"body|office|panel|board|ship|church|hospital|store|shop|airline|brand|label|band|show|film|book)[’']s|"
    r"In the (?:second|third|other|latter) (?!quarter|half|year|month|week|day|phase|game|set|round|period|inning|place|season|"
    r"minute|hour|century|decade)[a-z]+(?: [a-z]+)?(?=,)|"
    r"The latter|The same|Not (?:so|only|all|everyone)|Even so|If so|What[’']s more|That said|(?:Since|By|"
    r"Until) then|The (?:next|following|same) (?:day|week|month|year|night|morning)|"
    r"(?:A|An|One|Two|Three|\d+|Hours|Days|Weeks|Months|Years|Several|Some) ?(?:hours?|days?|weeks?|months?|years?|"
    r"minutes?)? (?:later|earlier)|"
    r"The (?:two|three|four|five|six|pair|duo|trio) (?!of\b)[a-z]+|The (?:pair|duo|men|women|news|move|"
    r"latter) (?!of\b|who\b|in\b|from\b|that\b)|"
    r"(?:The|These|Those) [a-z]+ also|With (?:that|this)|Despite (?:that|this)|"
    r"Because of (?:that|this)|No (?:one|wonder)|Asked (?:about|if|whether|why|how|by)|When asked|When (?:he|she|"
    r"they|it|that|this)\b|"
    r"Das (?:ist|war|sei|wäre|hat|habe|hatte|wird|werde|bedeutet|heißt|soll|könne|könnte)|Sin embargo|Por (?:eso|"
    r"ello|otro)|No obstante|"
    r"En (?:outre|effet|revanche|cambio)|De (?:plus|même)|Par (?:ailleurs|contre)|C[’']est|C[’']était|Per questo|"
    r"Por isso|No entanto)\b"
)
_ALONE = re.compile(
    r"(?:Both [A-Z]\w+ and|Because (?!of (?:that|this)|it\b|they\b|he\b|she\b|that\b|this\b)\w+.*,|"
    r"(?:Later|Earlier) (?:on |in |this |last |that )?(?:[A-Z]\w+day|[A-Z]\w+)|Another \d|Either [A-Z]|So far|"
    r"Still,? [A-Z]\w+ )"
)
_TOO = re.compile(r",? (?:either|too)[.!]$")  # as what the sentence before told
_SHARE_OF = re.compile(  # "Fewer than half of the beds were used.": which beds, only the text before tells
    r"(?:(?:Fewer|More|Less) than |About |Nearly |Almost |Only |Just )?(?:half|most|some|none|many|few|several|all|two|three|four|"
    r"five|six|seven|eight|nine|ten|\d+) of the (?:[a-z]+ )?[a-z]+ (?:were|was|are|is|have|had|has|did|do|will|would|could|can|"
    r"[a-z]+ed)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[\d²³¹]")
_ASCII_DIGITS, _ASCII_CAPITALS = string.digits.encode("ascii"), string.ascii_uppercase.encode("ascii")
_MINE = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|My|myself)\b")
_LATER = re.compile(  # "drew level six minutes later": later than what the sentence before told
    r"\b(?:moments|(?:a|an|\d+|one|two|three|four|five|six|seven|eight|nine|ten|few) (?:minutes?|hours?)) later\b",
    re.IGNORECASE,
)
_WIDE_LEANING = re.compile(
    r"(?:他|她|它|但|而|这|這|其|此外|然而|同时|同時|因此|所以|これ|それ|しかし|また|そして|彼|この|その|一方|さらに|だが)"
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b")
_THEY = re.compile(r"^(?:\w+,?\s){0,4}?(?:they|it|them|their)\b")
_PRONOUN_SAID = re.compile(
    r"\b(?:he|she|they|it|I|we)(?:\s+(?:also|later|then|has|had))?\s+(?:said|says|added|wrote|told|asked|continued|"
    r"explained|noted|tweeted|"
    r"argued|insisted|declared|replied|warned|concluded|recalled|stated)\b|\b(?:said|asked|added|wrote|"
    r"replied) (?:he|she|they)\b|"
    r"\b(?:sagte|fragte|erklärte|betonte|schrieb|meinte) (?:er|sie)\b|-t-(?:il|elle)\b|\ba-t-(?:il|elle)\b"
)
_BEFORE_ITS_NAME = re.compile(  # "Despite their return, …", but not "In his speech, Brandt …"
    r"(?:Despite|After|In|With|For|Before|Since|While|When|As|Under|On|At|By|Given|During|Because|If|Although|Though) "
    r"(?:their|his|her|its|they|he|she|it|them|this|that|these|those)\b(?![^,]*, (?:the |former |Mr\. |Ms\. )?[A-Z])"
)
_ONE = re.compile(  # "The FBI is not pursuing one."
    r"(?<!loved )(?<!by )(?<!day )(?<!page )(?<!number )(?<!no )(?<!No\. )(?<!at )(?<!every)(?<!any)(?<!-)\bone[.!]$"
)
_LABELLED = re.compile(r"[A-Z][A-Za-z ]{2,24}: (?:That|This|It|He|She|They|These|Those|Not)\b")
_SO = re.compile(r"\b(?:decided|did|said|thought|voted|agreed|ruled) so\b")  # how, only the sentence before tells
_THEY_SAID = re.compile(
    r",[\"”’']*\s(?:he|she|they)\s(?:also\s|later\s|then\s)?(?:said|says|added|adds|wrote|told|noted|explained|argued)\b"
)
_VAGUE = re.compile(
    r"The (?:report|law|bill|company|contract|statement|ruling|incident|attack|officials|group|suspect|victims?|"
    r"measure|plan|deal|agreement|"
    r"revelation|remarks|comments?|allegations?|charges?|changes?|resolution|case|decision|announcement|proposal|"
    r"study|vote|order|letter|"
    r"meeting|video|man|woman|president|minister|firm|agency|document|tweet|speech|interview|program|project|"
    r"policy) (?!of\b|for\b|on\b|to\b|in\b|"
    r"that\b|which\b|who\b|by\b|from\b|at\b|between\b|against\b|with\b)"
)
_CAPITALISED = re.compile(r"(?<=[\w,;:)’'”\"–—-] )[\"“(]?[A-ZÀ-ÖØ-Þ][\w’'-]+|(?<=[\w,;:] )[A-Z]\.")
_TIMES = word_set(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December I
    """
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I'm|I’m|my|me|we|our|us|We|My|Our|you|your|You|Your|you're|you’re|wir|ich|nous|je|nosotros)\b"
)
_JUDGES = re.compile(  # the words of one who weighs an event, not of one who tells it
    r"\b(?:looks?|looked|sounds?|sounded|feels?|felt) (?:very |rather |ever more |increasingly |less and less )*"
    r"(?:like|as (?:if|though)|more|less|bad|good|bleak|grim|set)\b|"
    r"\bseem(?:s|ed)? (?:like|as if|as though|increasingly|more|less|set|a|the)\b|"
    r"\b(?:is|was|are|were) (?:a|an|the|yet another|another) (?:stark |timely |classic |telling |mere |good |bad |big )?"
    r"(?:reminder|sign|sort|kind|mistake|disgrace|joke|tragedy|shame|lesson|farce|triumph|failure)\b|"
    r"\b(?:remains|(?:is|has) yet) to be seen\b|\braises? (?:\w+ ){0,3}questions?\b|"
    r"\b(?:hard|easy|difficult|tempting|worth) to (?:see|say|imagine|believe|know|think|overstate|ignore|tell)\b|"
    r"\b(?:no|little|hardly a|scarcely a) (?:surprise|wonder|doubt|secret|coincidence)\b|"
    r"\bto behold\b|\bseem(?:s|ed)? to have\b|"
    r"\bthe (?:real|big|bigger|biggest|obvious) (?:question|problem|story|issue|winner|loser)s?\b|"
    r"\b(?:arguably|surely|frankly|ironically|sadly|thankfully)\b|\b(?:could|can) be forgiven\b|\bturns out\b|"
    r"\b(?:sieht|klingt|fühlt sich|wirkt)\b[^.]{0,60}\b(?:nach|wie|an)\b|\b(?:ressemble|semble bien|parece)\b",
    re.IGNORECASE,
)
_JUDGING = (  # in each of its matches stands one of them, which is sought more quickly
    "look", "sound", "feel", "felt", "seem", "reminder", "sign", "sort", "kind", "mistake", "disgrace", "joke", "tragedy", "shame",
    "lesson", "farce", "triumph", "failure", "to be seen", "question", "hard to", "easy to", "difficult to", "tempting to",
    "worth to", "surprise", "wonder", "doubt", "secret", "coincidence", "problem", "story", "issue", "winner", "loser", "arguably",
    "to behold", "surely", "frankly", "ironically", "sadly", "thankfully", "forgiven", "turns out", "sieht", "klingt", "fühlt",
    "wirkt",
    "ressemble", "semble", "parece",
)  # fmt: skip
_WHICH = re.compile(r"\W*(?:The|This|That|An?)(?: [\w'’-]+){1,3} (?:that|which|who|whose)\b")
_HEAD = 300  # characters of an article in which what the story is about is named
_CHATTY = re.compile(
    r"(?:Yes,|No,|Well,|Sure,|OK,|Okay,|Look,|Alas,|Oh,|Rest assured|Make no mistake|Of course)(?=[\s,])"
)
_COMMON_OPENERS = word_set(
    """
    The A An In On At As By For From With After Before When While If Since Although Though During Under Over Some
    Many Most Several Two Three Four Five No Not Now Just Only What Why How Where Police Officials Asked Last More
    One To Of There Six Seven Eight Nine Ten Eleven Twelve Twenty Hundreds Thousands Half Today Tonight Yesterday Once
    Until Within Without Early Late Next Such Every Each Nobody Everybody Everyone Because Despite Before
    """
)


_FINITE = re.compile(  # an English verb that makes a sentence, of those whose form no noun shares
    r"\b(?:is|are|was|were|be|been|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|isn|aren|wasn|"
    r"weren|won|don|doesn|didn|said|says|told|became|took|takes|makes?|made|means|meant|remains|requires|helps|leaves|left|gives|"
    r"gave|becomes|seems|appears|brings|brought|depends|needs|keeps|kept|comes|came|goes|went|gets|got|shows|allows|costs?|"
    r"saves?|rose|fell|grew|began|led|lost|met|ran|sent|held|felt|put|set|cut|[a-z]+ed|[’']s)\b"
)
_OF_A_THING = frozenset(
    ("the", "a", "an", "its", "his", "her", "their", "our", "these", "those", "this", "that", "all")
)
_BEGINNING = 40  # characters by which a sentence is found again in another report
_THE = re.compile(
    r"The (?P<what>[a-z][a-z-]{2,}) (?:was|were|is|are|has|have|had|will|would|could|can|came|comes|made|makes|said|says|shows?|"
    r"took|takes|led|goes|went|lost|won|fell|rose|grew|gave|got|held|left|met|paid|ran|sent|sold|spent|stood|began|became|"
    r"broke|brought|built|bought|caught|chose|cut|drew|fought|found|kept|knew|saw|set|struck|[a-z]+ed)\b"
)


def unexplained(unit: Unit) -> str:
    """The stem of the noun that an English sentence opens with as if known ("The tortoise is coming"); "" where it does not."""
    found = _THE.match(unit.text) if (unit.article.language or "en") == "en" else None
    return stem([found["what"]], "en")[0] if found else ""


def unfit(unit: Unit) -> str | None:
    """Why the unit may not stand in a summary; None where it may."""
    text = unit.text
    if unit.translated:
        return "in another language than the summary"
    if unit.template:
        return "a line this outlet repeats"
    if unit.size < 5:
        return "too short to say anything"
    if text[-1] != "." and not _ENDS.search(text):
        return "no end: a heading, a caption, or cut off"
    if text.endswith(_TEASED):
        return "cut off"
    first = text[0]
    if first.islower() and not text[1:2].isupper():
        return "cut at its start"
    if not (first.isalnum() or first in "\"'“‘„«»‹¿¡([「『（《$€£#+-−"):
        return "cut at its start"
    if is_foreign(text, unit.article.language):
        return "in another language than its article"
    return (
        _junk(text, unit) or _broken(text) or ("somebody's words, without quotation marks" if _unmarked(unit) else None)
    )


def _unmarked(unit: Unit) -> bool:
    """Whether a report of the story has the sentence, which is without quotation marks, inside a quotation: a pasted post, say."""
    if marks_in(unit.text):
        return False
    beginning = unit.text[:_BEGINNING]
    for article in unit.reported:
        text, at = article.text, -1
        while (at := text.find(beginning, at + 1)) >= 0:
            if article is unit.article and at == unit.start:
                continue
            if open_quotes(text[text.rfind("\n", 0, at) + 1 : at])[1]:
                return True
    return False


def _junk(text: str, unit: Unit) -> str | None:
    if _CAPTION.match(text) or has_any(text, _CREDITS):
        return "a picture's caption or credit"
    if _DATED_END.search(text) and _SHOWN.search(text) and not is_spoken(text):
        return "a picture's caption"
    if _PAPERWORK.match(text) or has_any(text, _NOTES) or _is_glued(text):
        return "a byline, a link, or a word to the reader"
    if "@" in text and _ADDRESS.search(text):
        return "an address"
    if unit.size < 8 and quoted_share(text) > 0.0:
        return "a scrap of a quotation"
    words = text.split()
    digits, capitals = _digits_and_capitals(text)
    if len(words) > 3 and digits > 0.4 * len(words) < sum(any(map(str.isdigit, w)) for w in words):
        return "mostly numbers: a table or a list"
    if capitals > 7 and capitals > 0.6 * sum(map(str.isalpha, text)):
        return "in capitals: a heading"
    spelled = [word for word in words if word[0].isalpha()]
    most = 0.8 * len(spelled)
    if len(spelled) > 4 and capitals > most and sum(word[0].isupper() for word in spelled) > most:
        return "in title case: a heading"
    if words[0].endswith("ing") and _OF_A_THING.issuperset(words[1:2]) and "," not in text and not _FINITE.search(text):
        return "no verb: an item of a list"
    if len(unit.content) < 2 and not any(c > "\u02ff" for c in text):
        return "too short to say anything"
    return None


def _digits_and_capitals(text: str) -> tuple[int, int]:
    """How many of each stand in the text."""
    if not text.isascii():
        return len(_DIGIT.findall(text)), sum(map(str.isupper, text))
    written = text.encode("ascii")
    return len(text) - len(written.translate(None, _ASCII_DIGITS)), len(text) - len(
        written.translate(None, _ASCII_CAPITALS)
    )


def _is_glued(text: str) -> bool:
    """Whether a link or a note to the reader runs into the sentence; the expression is slow, so its words are sought first."""
    return has_any(text, ("MORE", "19", "20", "his story", "his article")) and bool(_GLUED.search(text))


def _broken(text: str) -> str | None:
    if "- " in text and _WRAPPED.search(text):
        return "a word broken by a hard wrap"
    if text.count("(") != text.count(")") or text.count("[") != text.count("]"):
        return "a bracket without its other half"
    if any(open_quotes(text)):
        return "half of a quotation"
    return None


def leans(unit: Unit) -> bool:
    """Whether the unit is only clear after the sentence before it: an opening pronoun or connective, a speaker not named."""
    text, language = unit.text, unit.article.language or "en"
    if text[0] in '"“„«»「『':
        return _speakerless(text)
    opening = text.split(None, 1)[0].rstrip(",:;").replace("’", "'")
    if opening in _OPENERS.get(language, _OPENERS["en"]) and not _stands_alone(text, language):
        return True
    if (
        _LEANING_PHRASES.match(text)
        or _WIDE_LEANING.match(text)
        or ((" later" in text or " LATER" in text) and _LATER.search(text))
        or _SHARE_OF.match(text)
        or (text[-4:-1] in ("too", "her") and _TOO.search(text))
        or _THEY_SAID.search(text)
        or (" so" in text and _SO.search(text))
        or (text[-4:-1] == "one" and _ONE.search(text))
        or _LABELLED.match(text)
        or _BEFORE_ITS_NAME.match(text)
    ):
        return True
    if language == "en" and _MINE.search(_outside(text)):
        return True  # a posting or a letter without its quotation marks: who is I?
    return _speakerless(text) or (language == "en" and _without_referent(text, unit.article.text))


def _stands_alone(text: str, language: str) -> bool:
    """Openings that look like a leaning word and are none: "Both Brandt and Quill", "Il y a", "Because the …"."""
    if language == "en":
        return bool(_ALONE.match(text))
    return language == "fr" and text.startswith("Il y a ")


def _speakerless(text: str) -> bool:
    """Whether most of the unit is a quotation and nothing in it tells who speaks."""
    if not quotations(text) and not any(open_quotes(text)):
        return False
    if speaker(text):
        return False
    outside = _outside(text)
    if _PRONOUN_SAID.search(outside) and not _names(outside):
        return True
    if is_spoken(outside) and not _PRONOUN_SAID.search(outside):
        return False
    return quoted_share(text) >= 0.5


def _outside(text: str) -> str:
    """The text with what stands between quotation marks taken away."""
    said = quotations(text)
    if not said:
        return text
    out, last = [], 0
    for start, end in said:
        out.append(text[last:start])
        last = end
    return " ".join([*out, text[last:]])


def _names(text: str) -> bool:
    """Whether a name (a capitalised word inside the sentence, or an opening that is no common word) stands in it."""
    if _named_inside(text):
        return True
    first = text.lstrip('"“„«([ ').split(None, 1)[:1]
    return bool(first) and first[0][:1].isupper() and first[0].rstrip(",.:;’'s") not in _COMMON_OPENERS


def _named_inside(text: str) -> bool:
    return any(found.group().strip('"“(') not in _TIMES for found in _CAPITALISED.finditer(text))


def _without_referent(text: str, source: str) -> bool:
    """Whether he, she or they stand in an English sentence of `source` that names nobody."""
    outside = _outside(text)
    if not (_PRONOUN.search(outside) or _THEY.match(outside)):
        return False
    first = outside.split(None, 1)[0].rstrip(",.:;")
    if (
        f" {first.lower()} " in source
    ):  # "Critics blasted him": a word that is small elsewhere opens no sentence as a name
        return not _named_inside(text)
    return not _names(outside)


def judges(unit: Unit) -> bool:
    """Whether the sentence weighs what happened ("looks like a draw") and names neither a day nor who says so: no way to begin."""
    return _judges(unit.text, unit.article.language)


@lru_cache(maxsize=4096)
def _judges(text: str, language: str | None) -> bool:
    folded = text.lower()
    if not has_any(folded, _JUDGING):
        return False
    outside = _outside(text)
    found = _JUDGES.search(outside)
    if found is None or is_spoken(outside):
        return False
    # "The deal that ended the strike on Friday looks like a draw": the day is that of the deal
    facts = facts_of(outside[found.start() :] if _WHICH.match(outside) else text, language)
    return not (facts.days or facts.numbers)


def doubt(unit: Unit) -> float:
    """How gladly the unit is taken, 1 or less: questions, first persons and quotations make way for plain reporting."""
    text, factor = unit.text, 1.0
    if "?" in text[-3:]:
        factor *= 0.5
    if _CHATTY.match(text):
        factor *= 0.6
    if _FIRST_PERSON.search(_outside(text)):
        factor *= 0.7
    share = quoted_share(text)
    if share > 0.0:
        factor *= 1.0 - 0.25 * share
        if any(open_quotes(text)):
            factor *= 0.6
    if unit.size < 8:
        factor *= 0.8
    if _VAGUE.match(text) or _comes_late(unit):
        factor *= 0.75
    if judges(unit):
        factor *= 0.6
    return factor


def _comes_late(unit: Unit) -> bool:
    """Whether the unit opens with something as if known that neither the headline nor the beginning of its article names."""
    found = _THE.match(unit.text) if unit.place > 2 and (unit.article.language or "en") == "en" else None
    if found is None:
        return False
    return found["what"] not in f"{unit.article.title} {unit.article.text[:_HEAD]}".casefold()
