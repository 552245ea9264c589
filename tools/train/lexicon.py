#!/usr/bin/env python3
"""A morphological lexicon as the text that sitrep-train --lexicon reads: a line "form<tab>part part ..." a word form,
the parts being what its readings have in common or apart.

    pip install pymorphy3==2.0.6 pymorphy3-dicts-uk==2.4.1.1.1663094765 wordfreq==3.1.1
    lexicon.py uk ru > slavic.lex

The readings are those of the package pymorphy3 (OpenCorpora's Russian, CC BY-SA 3.0; VESUM's Ukrainian, CC BY-NC-SA
4.0), for the most frequent forms of wordfreq (CC BY-SA 4.0). A reading "NOUN,anim,masc sing,gent" is two parts: what
goes by the word ("ru:NOUN,anim") and what goes by the form ("ru:NOUN:masc,sing,gent"). Sets of parts that few forms
have are cut to the parts that go by the word."""
import argparse
import collections

# Everything else that a tag says goes by the form, or is of no use to a treebank ("Infr", "Arch", "Dist").
OF_THE_WORD = ("anim inan perf impf tran intr compb Qual Name Surn Patr Geox Orgn Abbr Anum Apro Fixd Pltm Sgtm ms-f GNdr "
               "dmns intg pers rlt posv ngtv Init").split()
OF_THE_FORM = ("masc femn neut sing plur nomn gent datv accs ablt loct voct gen2 acc2 loc2 1per 2per 3per past pres futr "
               "indc impr actv pssv Supr Cmp2 COMP rev Refl").split()
PARTS_MAX = 15


def parts_of(lang, tags):
    words, forms = set(), set()
    for tag in tags:
        names = str(tag).replace(" ", ",").split(",")
        pos = names[0]
        words.add(",".join([f"{lang}:{pos}"] + sorted(n for n in names[1:] if n in OF_THE_WORD)))
        form = ",".join(sorted(n for n in names[1:] if n in OF_THE_FORM))
        if form:
            forms.add(f"{lang}:{pos}:{form}")
    return sorted(words), sorted(forms)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lang", nargs="+")
    parser.add_argument("--forms", type=int, default=200000, help="of the most frequent forms of each language")
    parser.add_argument("--sets", type=int, default=3800, help="at most so many different sets of parts")
    options = parser.parse_args()
    import pymorphy3
    import wordfreq
    words, forms = collections.defaultdict(list), collections.defaultdict(list)
    for lang in options.lang:
        morph = pymorphy3.MorphAnalyzer(lang=lang)
        for i, form in enumerate(wordfreq.iter_wordlist(lang, "large")):
            if i == options.forms:
                break
            tags = [p.tag for p in morph.parse(form.replace("\u2019", "'")) if p.is_known]
            if tags:
                w, f = parts_of(lang, tags)
                words[form] += w
                forms[form] += f
    whole = {form: " ".join((words[form] + forms[form])[:PARTS_MAX]) for form in words}
    counts = collections.Counter(whole.values())
    cut = {form: " ".join(words[form][:PARTS_MAX]) for form in words}
    bare = {s for s, n in collections.Counter(cut.values()).most_common(options.sets // 4)}
    kept = bare | {s for s, n in counts.most_common(options.sets - len(bare))}
    for form in sorted(whole):
        parts = whole[form] if whole[form] in kept else cut[form]
        if parts in kept:
            print(f"{form}\t{parts}")


if __name__ == "__main__":
    main()
