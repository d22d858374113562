//! Throwaway: clauses from treebank tags, to measure the clause layer alone.
use griot::clause::*;
use griot::data::Data;
use griot::lexicon::{Class, Features, LemmaId, Lexicon};
use griot::span::{CodePoints, Span};
use griot::text::*;
use std::fmt::Write as _;

fn main() {
    let base = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(format!("{base}.txt")).unwrap();
    let rows = std::fs::read_to_string(format!("{base}.tsv")).unwrap();
    let data = Data::builtin();
    let lexicon = Lexicon::load(&data).unwrap();
    let grammar = match Grammar::load(&data, &lexicon) {
        Ok(g) => g,
        Err(e) => {
            println!("{:?}", miette::Report::new(e));
            return;
        }
    };
    let bytes: Vec<u32> = text
        .char_indices()
        .map(|(i, _)| i as u32)
        .chain([text.len() as u32])
        .collect();
    let mut t = Text::default();
    let mut tokens = Vec::new();
    for row in rows.lines() {
        let c: Vec<&str> = row.split('\t').collect();
        let n: u32 = c[0].parse().unwrap();
        let span = Span::new(
            bytes[c[1].parse::<usize>().unwrap()],
            bytes[c[2].parse::<usize>().unwrap()],
        );
        let form = span.of(&text);
        let w = t.words.len() as u32;
        if t.sentences.len() as u32 <= n {
            t.sentences.push(Sentence {
                span,
                words: w..w,
                paragraph: n,
                kind: SentenceKind::Prose,
                boilerplate: false,
                part: 0,
            });
        }
        let s = t.sentences.last_mut().unwrap();
        s.span = s.span.cover(span);
        s.words.end = w + 1;
        let mut shape = Shape::empty();
        if form.chars().next().unwrap().is_uppercase() {
            shape |= Shape::CAPITALISED;
        }
        if form.starts_with('-') && form.chars().count() > 1 {
            shape |= Shape::ENCLITIC;
        }
        t.words.push(Word {
            span,
            shape,
            sentence: n,
        });
        tokens.push(token(
            &lexicon,
            form,
            c[3],
            c[4],
            c[5],
            w == t.sentences.last().unwrap().words.start,
        ));
    }
    let mut open: Option<u32> = None;
    for (i, w) in t.words.iter().enumerate() {
        let f = w.span.of(&text);
        if matches!(f, "«" | "“") || f == "\"" && open.is_none() {
            open = Some(i as u32);
        } else if matches!(f, "»" | "”") || f == "\"" {
            if let Some(o) = open.take() {
                if t.words[o as usize].sentence == w.sentence {
                    t.quotations.push(Quotation {
                        span: t.words[o as usize].span.cover(w.span),
                        words: o + 1..i as u32,
                        depth: 0,
                    });
                }
            }
        }
    }
    let source = Source {
        text: text.clone(),
        ..Source::default()
    };
    let cp = CodePoints::new(&text);
    let a = grammar.analyse(&source, &t, &lexicon, tokens, &[]);
    if std::env::args().nth(2).as_deref() == Some("outline") {
        println!("{}", outline(&source, &t, &lexicon, &a));
        return;
    }
    if std::env::args().nth(2).as_deref() == Some("bench") {
        let toks = a.tokens.clone();
        let start = std::time::Instant::now();
        for _ in 0..20 {
            std::hint::black_box(grammar.analyse(&source, &t, &lexicon, toks.clone(), &[]));
        }
        println!(
            "{:.1} MB/s",
            text.len() as f64 * 20.0 / 1e6 / start.elapsed().as_secs_f64()
        );
        return;
    }
    let (mut tl, mut cl) = (String::new(), String::new());
    for (w, tok) in t.words.iter().zip(&a.tokens) {
        let (s, e) = cp.range(w.span);
        let (ss, se) = cp.range(t.sentences[w.sentence as usize].span);
        writeln!(tl, "{}", serde_json::json!({"start":s,"end":e,"text":w.span.of(&text),"lemma":lexicon.lemma(tok.lemma),"pos":tok.class.tag(),"sentence":{"start":ss,"end":se}})).unwrap();
    }
    for c in &a.clauses {
        let (s, e) = cp.range(c.predicate.span);
        let roles: Vec<_> = c
            .roles
            .iter()
            .filter_map(|r| {
                let w = match r.filler {
                    Filler::Group(g) => a.groups[g as usize].head,
                    Filler::Word(w) => w,
                    Filler::Clause(_) => return None,
                };
                let (hs, he) = cp.range(t.words[w as usize].span);
                let role = match r.kind {
                    RoleKind::Subject => "subject",
                    RoleKind::Object => "object",
                    RoleKind::Attribute => "attribute",
                    RoleKind::Oblique => "oblique",
                };
                Some(serde_json::json!({"role":role,"head":{"start":hs,"end":he}}))
            })
            .collect();
        writeln!(
            cl,
            "{}",
            serde_json::json!({"predicate":{"start":s,"end":e},"roles":roles})
        )
        .unwrap();
    }
    std::fs::write(format!("{base}.tokens.jsonl"), tl).unwrap();
    std::fs::write(format!("{base}.clauses.jsonl"), cl).unwrap();
}

fn token(lexicon: &Lexicon, form: &str, pos: &str, lemma: &str, feats: &str, initial: bool) -> Token {
    if pos == "CONTR" {
        let low = form.to_lowercase();
        let r = lexicon.analyses(&low);
        let r = r
            .iter()
            .find(|r| r.features.contains(Features::CONTRACTED) || r.class == Class::Pronoun)
            .or(r.first());
        return r.map_or(
            Token {
                lemma: LemmaId::UNKNOWN,
                class: Class::Adposition,
                features: Features::CONTRACTED,
            },
            |r| Token {
                lemma: r.lemma,
                class: r.class,
                features: r.features,
            },
        );
    }
    let class = match pos {
        "NOUN" => Class::Noun,
        "PROPN" => Class::ProperNoun,
        "VERB" => Class::Verb,
        "AUX" => Class::Auxiliary,
        "ADJ" => Class::Adjective,
        "ADV" => Class::Adverb,
        "ADP" => Class::Adposition,
        "DET" => Class::Determiner,
        "PRON" => Class::Pronoun,
        "CCONJ" => Class::Coordinator,
        "SCONJ" => Class::Subordinator,
        "NUM" => Class::Numeral,
        "INTJ" => Class::Interjection,
        "PUNCT" => Class::Punctuation,
        "SYM" => Class::Symbol,
        _ => Class::Other,
    };
    let mut want = Features::empty();
    for f in feats.split('|') {
        want |= match f {
            "Gender=Masc" => Features::MASCULINE,
            "Gender=Fem" => Features::FEMININE,
            "Number=Sing" => Features::SINGULAR,
            "Number=Plur" => Features::PLURAL,
            "Person=1" => Features::FIRST,
            "Person=2" => Features::SECOND,
            "Person=3" => Features::THIRD,
            "Mood=Ind" => Features::INDICATIVE,
            "Mood=Sub" => Features::SUBJUNCTIVE,
            "Mood=Cnd" => Features::CONDITIONAL,
            "Mood=Imp" => Features::IMPERATIVE,
            "VerbForm=Inf" => Features::INFINITIVE,
            "Tense=Pres" => {
                if feats.contains("VerbForm=Part") {
                    Features::PRESENT_PARTICIPLE
                } else {
                    Features::PRESENT
                }
            }
            "Tense=Past" => {
                if feats.contains("VerbForm=Part") {
                    Features::PAST_PARTICIPLE
                } else {
                    Features::PAST
                }
            }
            "Tense=Imp" => Features::IMPERFECT,
            "Tense=Fut" => Features::FUTURE,
            "PronType=Rel" => Features::RELATIVE,
            "PronType=Int" => Features::INTERROGATIVE,
            _ => Features::empty(),
        };
    }
    let readings = lexicon.analyses(form.trim_start_matches('-').trim_start_matches("t-"));
    let id = lexicon.lemma_id(lemma);
    let verbal = matches!(class, Class::Verb | Class::Auxiliary);
    let same = |r: &&griot::lexicon::Analysis| {
        r.class == class || verbal && matches!(r.class, Class::Verb | Class::Auxiliary)
    };
    let best = readings
        .iter()
        .filter(same)
        .max_by_key(|r| (Some(r.lemma) == id) as u32 * 10 + (r.features & want).bits().count_ones());
    let _ = initial;
    let Some(b) = best else {
        return Token {
            lemma: id.unwrap_or(LemmaId::UNKNOWN),
            class,
            features: want,
        };
    };
    let infl = Features::from_bits_truncate((1 << 18) - 1);
    let features = if verbal {
        (b.features - infl) | want
    } else if want
        .intersects(Features::SINGULAR | Features::PLURAL | Features::MASCULINE | Features::FEMININE)
    {
        let mut f = b.features;
        if want.intersects(Features::SINGULAR | Features::PLURAL) {
            f -= Features::SINGULAR | Features::PLURAL;
        }
        if want.intersects(Features::MASCULINE | Features::FEMININE) {
            f -= Features::MASCULINE | Features::FEMININE;
        }
        f | want
    } else {
        b.features | want
    };
    Token {
        lemma: id.filter(|_| verbal).unwrap_or(b.lemma),
        class,
        features,
    }
}
