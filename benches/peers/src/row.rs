//! The typed struct that `sonic-rs` parses a line into: text is borrowed from the line, which is the least it can do.

use serde::Deserialize;

type Text<'l> = Option<&'l str>;
type List<'l> = Option<Vec<&'l str>>;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(dead_code)]
pub struct Row<'l> {
    #[serde(borrow, rename = "ref")]
    pub reference: Text<'l>,
    pub as_of: Text<'l>,
    pub region: Text<'l>,
    pub gender: Text<'l>,
    pub age: Option<u32>,
    pub learning_disability: Option<bool>,
    pub reads_simple_sentences: Option<bool>,
    pub mental_health: Text<'l>,
    pub interpreter: Option<bool>,
    pub remote_only: Option<bool>,
    pub sentence: Text<'l>,
    pub stage: Text<'l>,
    pub requirements: List<'l>,
    pub rar_days: Option<u32>,
    pub weeks_remaining: Option<u32>,
    pub purposes: List<'l>,
    pub seriousness: Text<'l>,
    pub offence: List<'l>,
    pub offence_history: List<'l>,
    pub partner_victim: List<'l>,
    pub maintains_innocence: Option<bool>,
    pub discusses_violence: Option<bool>,
    pub recent_aggression: Option<bool>,
    pub extremism_concern: Option<bool>,
    pub ogrs3: Option<u32>,
    pub ovp: Option<u32>,
    pub rosh: Text<'l>,
    pub sara: Text<'l>,
    pub osp: Text<'l>,
    pub pni: Text<'l>,
    pub pni_need_score: Option<u32>,
    pub rsr: Option<u32>,
    pub erg_recommends_hii: Option<bool>,
    pub ct_arc_approval: Option<bool>,
    pub needs: List<'l>,
    pub oasys_need_score: Option<u32>,
    pub aggression_score: Option<u32>,
    pub linked_to_serious_harm: List<'l>,
    pub alcohol_use: Text<'l>,
    pub drug_use: Text<'l>,
    pub substance_stable: Option<bool>,
    pub accepts_programme: Option<bool>,
    pub ready_for_programme: Option<bool>,
    pub accepts_need_to_change: Option<bool>,
    pub accepts_treatment: Option<bool>,
    pub treatment_provider: Option<bool>,
    pub standard_determinate_sentence: Option<bool>,
    pub custodial_days: Option<u32>,
    pub re_released: Option<bool>,
    pub tagging_area: Option<bool>,
    pub cannot_access: List<'l>,
    pub completed: List<'l>,
}
