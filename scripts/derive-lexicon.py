#!/usr/bin/env python3
"""Derive data/lexicon/dicollecte.tsv and paradigms.tsv from the French spelling dictionary.

    scripts/derive-lexicon.py [--source /usr/share/hunspell] [--target data/lexicon]

The source is Dicollecte 7.0 ("Toutes variantes", MPL-2.0; Debian: hunspell-fr-comprehensive). Its affix
rules say mood, tense, person, gender and number of every form they build; this script runs them once and
keeps, for each entry, its class and the number of its paradigm.

    dicollecte.tsv   lemma <TAB> class <TAB> paradigm
    paradigms.tsv    number <TAB> forms, each `strip/suffix/features`, separated by blanks

`strip` counts the characters taken off the end of the lemma, `suffix` is what takes their place.
Closed classes (`po:mg`) are left out: data/lexicon/function-words.toml has them, by hand.

Classes: NOUN ADJ ADV NUM INTJ TITLE, PROPN:given|family|other, VERB:<valency>, where valency holds
t (takes a direct object), i (without object), n (indirect object), q (also pronominal), p (only pronominal),
e (compound tenses with être), m (impersonal), x (an auxiliary).
Features: m f (both: either), s p (both: either); for verbs a mood or tense, a dot and persons:
ipre.1s.3s = indicative present, first and third person singular.
"""
import argparse
import collections
import pathlib
import re

GENDER = {"mas": "m", "fem": "f", "epi": "mf"}
NUMBER = {"sg": "s", "pl": "p", "inv": "sp"}
TENSES = ("infi", "ppre", "ppas", "ipre", "iimp", "ipsi", "ifut", "cond", "spre", "simp", "impe")
PERSONS = {"1sg": "1s", "2sg": "2s", "3sg": "3s", "1pl": "1p", "2pl": "2p", "3pl": "3p", "3pl!": "3p", "1isg": "1s"}


def read_rules(path):
    """Suffix rules by flag: (strip, add, condition, morphology). Prefixes are elisions only: not read."""
    rules = collections.defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) < 5 or cells[0] != "SFX":
            continue
        _, flag, strip, add, condition, *morphology = cells
        strip = "" if strip == "0" else strip
        add = add.partition("/")[0]
        add = "" if add == "0" else add
        rules[flag].append((strip, add, re.compile(f"(?:{condition})$"), tuple(morphology)))
    return rules


def split_flags(flags):
    """Two letters each. The flags of units (mètre, kilomètre) hold their plural among their prefixes."""
    pairs = [flags[i:i + 2] for i in range(0, len(flags), 2)]
    return ["S." if pair == "Um" else pair for pair in pairs]


def features(morphology, verb):
    """All readings of one form, in the notation of paradigms.tsv; none for what is no inflection."""
    values = [m.partition(":")[2] for m in morphology if m[:3] in ("po:", "is:")]
    gender = "".join(GENDER.get(v, "") for v in values) or "mf"
    number = "".join(NUMBER.get(v, "") for v in values)
    if not verb:
        return ["".join(dict.fromkeys(gender)) + ("".join(dict.fromkeys(number)) or "s")]
    persons = ".".join(PERSONS[v] for v in values if v in PERSONS)
    readings = []
    for value in values:
        if value == "ppas":
            readings.append(f"ppas.{gender}{number or 's'}")
        elif value in ("infi", "ppre"):
            readings.append(value)
        elif value in TENSES and persons:
            readings.append(f"{value}.{persons}")
    return readings


# The dictionary gives these "avoir" (entrer des données) before "être" (est entré); the news has the latter.
ALSO_ETRE = {"entrer", "rentrer", "retourner"}


def entry_classes(tags, lemma):
    """The classes of one dictionary entry, and its valency if it is a verb."""
    classes = []
    for tag in tags:
        if re.match(r"v[0-3]", tag):
            etre = lemma in ALSO_ETRE and "e" not in valency(tag)
            classes.append("VERB:" + valency(tag) + ("e" if etre else ""))
        elif tag == "nom":
            classes.append("PROPN:other" if lemma[0].isupper() and lemma[-1].islower() else "NOUN")
        elif tag in ("adj", "loc.adj"):
            classes.append("ADJ")
        elif tag in ("adv", "loc.adv"):
            classes.append("ADV")
        elif tag == "nb":
            classes.append("NUM")
        elif tag in ("interj", "loc.interj"):
            classes.append("INTJ")
        elif tag == "titr":
            classes.append("TITLE")
        elif tag == "loc.nom":
            classes.append("NOUN")
        elif tag in ("prn", "patr", "npr"):
            classes.append({"prn": "PROPN:given", "patr": "PROPN:family", "npr": "PROPN:other"}[tag])
    return list(dict.fromkeys(classes))


def valency(tag):
    """v1_itnq__a: group, auxiliary?, intransitive, transitive, indirect, pronominal, impersonal, être, avoir."""
    code = tag.ljust(10, "_")
    letters = ""
    letters += "x" if code[1] == "0" else ""
    letters += "i" if code[3] == "i" else ""
    letters += "t" if code[4] == "t" else ""
    letters += "n" if code[5] == "n" else ""
    letters += {"_": "", "q": "q", "e": "q", "x": "q"}.get(code[6], "p")
    letters += "m" if code[7] == "m" else ""
    letters += "e" if code[8] == "e" and code[6] not in "pr" else ""
    return letters


def forms(lemma, flags, morphology, rules, verb):
    """(form, reading) of every form of one entry, in the order of the rules."""
    own = [m for m in morphology if m.startswith("is:")]
    found = []
    inflecting = [f for f in flags if f in rules]
    if not inflecting or not any(rule[2].search(lemma) for f in inflecting for rule in rules[f]):
        found += [(lemma, reading) for reading in features(morphology, verb)]
    elif "S=" in inflecting:
        found += [(lemma, reading) for reading in features(own, verb)]
    for flag in inflecting:
        for strip, add, condition, extra in rules[flag]:
            if any(m.startswith("ds:") for m in extra):
                continue
            if lemma.endswith(strip) and condition.search(lemma):
                form = lemma[:len(lemma) - len(strip)] + add
                found += [(form, reading) for reading in features([*extra, *own], verb)]
    return list(dict.fromkeys(found))


def paradigm(lemma, found):
    """The forms as changes of the lemma."""
    changes = []
    for form, reading in found:
        same = 0
        while same < min(len(lemma), len(form)) and lemma[same] == form[same]:
            same += 1
        changes.append(f"{len(lemma) - same}/{form[same:]}/{reading}")
    return " ".join(changes)


def traditional(verb, words):
    """connaître for connaitre: the spelling of 1990 is read, the older one is the lemma."""
    for plain, hat in (("i", "î"), ("u", "û")):
        for place in re.finditer(plain, verb):
            older = verb[:place.start()] + hat + verb[place.end():]
            if older in words:
                return older
    return verb


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--source", type=pathlib.Path, default=pathlib.Path("/usr/share/hunspell"))
    ap.add_argument("--target", type=pathlib.Path, default=pathlib.Path("data/lexicon"))
    args = ap.parse_args()
    rules = read_rules(args.source / "fr.aff")
    numbers, entries = {}, set()
    lines = (args.source / "fr.dic").read_text(encoding="utf-8").splitlines()[1:]
    words = {line.split()[0].partition("/")[0] for line in lines}
    for line in lines:
        word, *morphology = line.split()
        lemma, _, flags = word.partition("/")
        tags = [m[3:] for m in morphology if m.startswith("po:")]
        if not tags or "mg" in tags or "err" in tags or lemma.endswith("'"):
            continue
        for class_ in entry_classes(tags, lemma):
            verb = class_.startswith("VERB")
            found = forms(lemma, split_flags(flags), morphology, rules, verb)
            name = traditional(lemma, words) if verb else lemma
            changes = "0//" if class_ in ("ADV", "INTJ") else paradigm(name, found)
            entries.add((name, class_, numbers.setdefault(changes, len(numbers))))
    rows = sorted(entries)
    text = "".join(f"{lemma}\t{class_}\t{number}\n" for lemma, class_, number in rows)
    (args.target / "dicollecte.tsv").write_text(text, encoding="utf-8")
    text = "".join(f"{number}\t{changes}\n" for changes, number in numbers.items())
    (args.target / "paradigms.tsv").write_text(text, encoding="utf-8")
    print(f"{len(rows)} entries, {len(numbers)} paradigms")


if __name__ == "__main__":
    main()
