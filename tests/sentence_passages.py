"""Nasty news passages, invented, with the sentences a reader would mark: a tuple of the expected sentences each."""

from __future__ import annotations

PASSAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # language, what is nasty about it, sentences (joined with one space, except where a passage says otherwise below)
    ("en", "a title", ("Dr. Ida Brandt spoke first.", "She was brief.")),
    ("en", "two titles", ("Lt. Gen. Tomas Hale and Sen. Una Reyes met on Monday.", "Neither commented.")),
    ("en", "U.S. inside", ("The U.S. Senate backed the bill.", "It now goes to the House.")),
    ("en", "U.S. at the end", ("The ship was built in the U.S.", "The crew came from Elmsworth.")),
    ("en", "U.N. before a name", ("The U.N. Security Council met.", "No vote was taken.")),
    ("en", "initials", ("The novelist J. K. Marlow read from her book.", "The hall was full.")),
    ("en", "one initial", ("George W. Field won again.", "His rival conceded.")),
    ("en", "a number", ("He lives at No. 10 Harbour Street.", "The door is blue.")),
    ("en", "the answer no", ("Asked whether he would resign, he said no.", "His deputy agreed.")),
    ("en", "a clock inside", ("Doors open at 7 p.m. Thursday at the town hall.", "Entry is free.")),
    ("en", "a clock at the end", ("The storm hit at 3 a.m.", "Police closed the bridge.")),
    ("en", "a time zone", ("The rocket lifts off at 9:30 a.m. EST on Friday.", "Crowds are expected.")),
    ("en", "a company", ("Quill Inc. shares fell 3.5 percent.", "Analysts shrugged.")),
    ("en", "a company at the end", ("She works for Quill & Sons Inc.", "The firm makes pens.")),
    ("en", "a company before a rank", ("Norwell Corp. Chief Executive Ann Lund resigned.", "Shares rose.")),
    ("en", "junior", ("Martin Hale Jr. was elected mayor.", "He is 41.")),
    ("en", "a street", ("The fire began on Elm St. near the harbour.", "Nobody was hurt.")),
    ("en", "a saint", ("St. Olaf's church was full.", "Many stood outside.")),
    ("en", "decimals", ("Prices rose 2.5 percent in May and 0.3 percent in June.", "Wages did not.")),
    ("en", "money", ("The bridge cost $1.2 billion.", "It opened late.")),
    ("en", "an ellipsis that goes on", ("The minister said “we tried ... and we failed” in a letter.", "He apologised.")),
    ("en", "an ellipsis that ends", ("He paused...", "Then he signed.")),
    ("en", "four dots", ("“I have concluded that this will not work. ...", "I do not say so lightly,” she wrote.")),
    ("en", "a quotation that ends", ("“We will rebuild.”", "The crowd cheered.")),
    ("en", "a straight quotation that ends", ('"We will rebuild."', "The crowd cheered.")),
    ("en", "a saying after a comma", ('"We will rebuild," said Mayor Brandt.', "The crowd cheered.")),
    ("en", "a saying after a question", ('"Who pays for this?" asked Mr. Quill.', "Nobody answered.")),
    ("en", "a name and a saying after a question", ('"Who pays for this?" Ida Brandt asked on Monday.', "Nobody answered.")),
    ("en", "a saying after a cry", ("“Get out!” she shouted.", "They ran.")),
    ("en", "a quotation of two sentences", ("“We tried.", "We failed,” he said.")),
    ("en", "a question inside quotation marks goes on", ("The “Who are we?” campaign starts today.", "It costs little.")),
    ("en", "brackets", ("The council (which met on Jan. 5) agreed.", "The vote was close.")),
    ("en", "a sentence in brackets inside", ("The plan (It was first shown in May. Few saw it.) was dropped.", "Nobody minded.")),
    ("en", "a bracketed sentence", ("(The firm denies it.)", "A trial begins in June.")),
    ("en", "a month", ("The law takes effect on Jan. 5, officials said.", "It has critics.")),
    ("en", "a state", ("The senator from Springfield, Ill., spoke.", "Few listened.")),
    ("en", "a party and state", ("Rep. Una Reyes, D-Calif. and a former judge, objected.", "The chair overruled her.")),
    ("en", "versus", ("The case is Hale vs. Norwell.", "A ruling is due.")),
    ("en", "a domain", ("The list is on elmsworth.example.", "It has 40 names.")),
    ("en", "a degree", ("She holds a Ph.D. in physics.", "Her thesis won a prize.")),
    ("en", "the letter I", ("So did I.", "We left together.")),
    ("en", "a small letter first", ("The phone costs $900.", "iPhone sales fell anyway.")),
    ("en", "a number first", ("The fire spread.", "12 people were hurt.")),
    ("en", "a glued stop", ("The vote was close, he said.", "The council meets again today.")),  # glued, see below
    ("en", "an exclamation in a name", ("The portal Yahoo! said so.", "Users complained.")),
    ("en", "a footnote", ("The lake shrank by a third.[2]", "Fishing stopped.")),
    ("en", "an abbreviation of a department", ("The Dept. of Health warned of heat.", "Schools closed.")),
    ("en", "a rank and a first letter", ("Maj. T. Hale led the search.", "Dogs helped.")),
    ("en", "a dash after a stop", ("“It is over.” — Ida Brandt, mayor", )),
    ("en", "question and question", ("Will it hold?", "Who knows?")),
    ("en", "etc. inside", ("Bring boots, gloves, etc. to the site.", "Helmets are there.")),
    # German
    ("de", "a title", ("Dr. Anna Weiß sprach zuerst.", "Danach war Pause.")),
    ("de", "an ordinal date", ("Am 3. Oktober bleibt das Amt zu.", "Am Tag darauf öffnet es wieder.")),
    ("de", "an ordinal before a noun", ("Der SV Elmsdorf holte den 2. Platz.", "Die Fans feierten.")),
    ("de", "z. B.", ("Viele Orte, z. B. Elmsdorf, sparen Wasser.", "Andere nicht.")),
    ("de", "d.h. and bzw.", ("Das gilt ab Montag, d.h. sofort, bzw. nach Absprache.", "Fragen gibt es viele.")),
    ("de", "millions", ("Der Bau kostet 3 Mio. Euro.", "Der Rat stimmt im Mai ab.")),
    ("de", "a number of a house", ("Sie wohnt in Nr. 12.", "Das Haus steht leer.")),
    ("de", "low quotation marks", ("„Wir bauen neu.“", "Das sagte die Bürgermeisterin.")),
    ("de", "a saying after a question", ("„Wer zahlt das?“, fragte Herr Lund.", "Niemand antwortete.")),
    ("de", "a year at the end", ("Die Brücke stammt aus dem Jahr 1990.", "Der Rat will sie ersetzen.")),
    ("de", "and so on", ("Gesucht sind Äpfel, Birnen usw. für den Markt.", "Er beginnt um 8 Uhr.")),
    # French
    ("fr", "a title", ("M. Lund a parlé le premier.", "La salle était pleine.")),
    ("fr", "a doctor", ("Le Dr. Claire Morel a signé.", "Les autres ont suivi.")),
    ("fr", "guillemets", ("« Nous allons reconstruire. »", "La foule a applaudi.")),
    ("fr", "a spaced question and a saying", ("« Qui va payer ? » a demandé la maire.", "Personne n’a répondu.")),
    ("fr", "a spaced cry", ("Quelle surprise !", "Personne ne l’attendait.")),
    ("fr", "etc.", ("Des pommes, des poires, etc. seront vendues.", "Le marché ouvre à 8 h.")),
    ("fr", "an initial with a hyphen", ("J.-C. Morel a gagné.", "Il avait 40 ans.")),
    # Spanish
    ("es", "a title", ("El Sr. Lund y la Dra. Reyes hablaron.", "Nadie preguntó.")),
    ("es", "EE. UU. inside", ("El barco llegó de EE.UU. con retraso.", "Traía trigo.")),
    ("es", "an opening question", ("¿Quién paga?", "Nadie lo sabe.")),
    ("es", "an opening cry", ("El alcalde dimitió.", "¡Fue una sorpresa!")),
    ("es", "a number", ("Vive en el núm. 12 de la calle.", "La puerta es azul.")),
    ("es", "you, politely", ("Ud. puede votar hasta las 8.", "Lleve un documento.")),
    # Chinese (no space between sentences)
    ("zh", "full-width stops", ("议会周五投票。", "渡轮将重新开放。")),
    ("zh", "a question", ("谁来付钱？", "没有人知道。")),
    ("zh", "a quotation and a saying", ("“我们会重建。”市长说。", "人群欢呼。")),
    # Japanese (no space between sentences)
    ("ja", "corner brackets and a saying", ("「再建します。」と市長は述べた。", "人々は拍手した。")),
    ("ja", "full-width stops", ("議会は金曜日に採決した。", "船は十二月に戻る。")),
    # Arabic
    ("ar", "an Arabic question mark", ("من سيدفع الثمن؟", "لا أحد يعرف.")),
    ("ar", "a title", ("وصل د. سالم إلى المدينة.", "كان الجو حارا.")),
    # Urdu
    ("ur", "the Urdu stop", ("کونسل نے جمعہ کو ووٹ دیا۔", "فیری دوبارہ کھلے گی۔")),
    # Greek
    ("el", "the Greek question mark", ("Ποιος θα πληρώσει;", "Κανείς δεν ξέρει.")),
    # Hindi
    ("hi", "danda", ("परिषद ने शुक्रवार को मतदान किया।", "नौका फिर चलेगी।")),
    # Russian
    ("ru", "initials", ("А. С. Морозов выступил первым.", "Зал был полон.")),
    # Italian, Portuguese, Dutch
    ("it", "a title", ("Il dott. Rossi ha firmato.", "Gli altri no.")),
    ("pt", "a title", ("O Sr. Lund falou primeiro.", "Ninguém perguntou.")),
    ("nl", "a title", ("Mr. Jansen sprak eerst.", "Daarna was er koffie.")),
)  # fmt: skip

WHOLE: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    # language, what is nasty, the text as it stands, its sentences
    ("en", "a glued stop", "The vote was close, he said.The council meets again today.",
     ("The vote was close, he said.", "The council meets again today.")),
    ("en", "a heading", "Elmsworth votes\n\nThe council met on Friday.", ("Elmsworth votes", "The council met on Friday.")),
    ("en", "a quotation left open over paragraphs", "“We tried.\n\n“We failed,” he said.", ("“We tried.", "“We failed,” he said.")),
    ("en", "a list", "What changes:\n\n• Ferries run daily.\n• Fares rise.", ("What changes:", "Ferries run daily.",
     "Fares rise.")),
    ("en", "a numbered list", "1. Ferries run daily.\n\n2. Fares rise.", ("1. Ferries run daily.", "2. Fares rise.")),
    ("en", "a hard wrap", "The council of\nElmsworth met.\nIt voted.", ("The council of\nElmsworth met.", "It voted.")),
    ("en", "white space around", "  \n The council met.  \n\n ", ("The council met.",)),
    ("en", "nothing", " \n\n ", ()),
    ("en", "only stops", "...", ("...",)),
    ("en", "no stop at all", "The council met on Friday", ("The council met on Friday",)),
)  # fmt: skip
_UNSPACED = ("zh", "ja")


def cases() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(language, what is nasty, text, sentences) of every passage."""
    joined = [
        (lang, what, ("" if lang in _UNSPACED else " ").join(parts), parts)
        for lang, what, parts in PASSAGES
        if what != "a glued stop"
    ]
    return joined + list(WHOLE)
