//! Names and numbers of the tags and relations, as the treebanks and the models write them.

use super::analysis::{Deprel, Upos};

impl Upos {
    /// In the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// As universaldependencies.org spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.name() == name)
    }

    /// The inverse of `as u8`; an unknown number is [`Upos::X`].
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::X)
    }
}

impl Deprel {
    /// In the order of their numbers.
    pub const ALL: [Self; 44] = [
        Self::Root,
        Self::Nsubj,
        Self::NsubjPass,
        Self::Obj,
        Self::Iobj,
        Self::Csubj,
        Self::Ccomp,
        Self::Xcomp,
        Self::Obl,
        Self::OblAgent,
        Self::OblTmod,
        Self::Vocative,
        Self::Expl,
        Self::Dislocated,
        Self::Advcl,
        Self::Advmod,
        Self::Discourse,
        Self::Aux,
        Self::AuxPass,
        Self::Cop,
        Self::Mark,
        Self::Nmod,
        Self::NmodPoss,
        Self::Appos,
        Self::Nummod,
        Self::Acl,
        Self::AclRelcl,
        Self::Amod,
        Self::Det,
        Self::Clf,
        Self::Case,
        Self::Conj,
        Self::Cc,
        Self::Fixed,
        Self::Flat,
        Self::Compound,
        Self::CompoundPrt,
        Self::List,
        Self::Parataxis,
        Self::Orphan,
        Self::Goeswith,
        Self::Reparandum,
        Self::Punct,
        Self::Dep,
    ];

    /// As universaldependencies.org spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Nsubj => "nsubj",
            Self::NsubjPass => "nsubj:pass",
            Self::Obj => "obj",
            Self::Iobj => "iobj",
            Self::Csubj => "csubj",
            Self::Ccomp => "ccomp",
            Self::Xcomp => "xcomp",
            Self::Obl => "obl",
            Self::OblAgent => "obl:agent",
            Self::OblTmod => "obl:tmod",
            Self::Vocative => "vocative",
            Self::Expl => "expl",
            Self::Dislocated => "dislocated",
            Self::Advcl => "advcl",
            Self::Advmod => "advmod",
            Self::Discourse => "discourse",
            Self::Aux => "aux",
            Self::AuxPass => "aux:pass",
            Self::Cop => "cop",
            Self::Mark => "mark",
            Self::Nmod => "nmod",
            Self::NmodPoss => "nmod:poss",
            Self::Appos => "appos",
            Self::Nummod => "nummod",
            Self::Acl => "acl",
            Self::AclRelcl => "acl:relcl",
            Self::Amod => "amod",
            Self::Det => "det",
            Self::Clf => "clf",
            Self::Case => "case",
            Self::Conj => "conj",
            Self::Cc => "cc",
            Self::Fixed => "fixed",
            Self::Flat => "flat",
            Self::Compound => "compound",
            Self::CompoundPrt => "compound:prt",
            Self::List => "list",
            Self::Parataxis => "parataxis",
            Self::Orphan => "orphan",
            Self::Goeswith => "goeswith",
            Self::Reparandum => "reparandum",
            Self::Punct => "punct",
            Self::Dep => "dep",
        }
    }

    /// The treebank's relation; a subtype that is not kept falls back to its main relation. `obl:unmarked` and
    /// `obl:npmod` (noun phrases that are adverbials without a preposition, mostly times) count as `obl:tmod`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let of = |name: &str| Self::ALL.into_iter().find(|relation| relation.name() == name);
        match name {
            "obl:unmarked" | "obl:npmod" => Some(Self::OblTmod),
            _ => of(name).or_else(|| of(name.split(':').next()?)),
        }
    }

    /// The inverse of `as u8`; an unknown number is [`Deprel::Dep`].
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self::ALL.get(index).copied().unwrap_or(Self::Dep)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_lead_back() {
        for (n, tag) in Upos::ALL.into_iter().enumerate() {
            assert_eq!((tag as usize, Upos::from_name(tag.name()), Upos::from_index(n)), (n, Some(tag), tag));
        }
        for (n, relation) in Deprel::ALL.into_iter().enumerate() {
            assert_eq!((relation as usize, Deprel::from_name(relation.name()), Deprel::from_index(n)), (n, Some(relation), relation));
        }
        assert_eq!(Deprel::from_name("nsubj:outer"), Some(Deprel::Nsubj));
        assert_eq!(Deprel::from_name("nonsense"), None);
    }
}
