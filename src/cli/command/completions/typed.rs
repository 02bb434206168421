//! What clap_complete does not complete: a fact and its value in one word, and a value after a comma.

use std::fmt::Write as _;

use goldenthread::catalogue::{Answers, Catalogue};

use crate::cli::command_line::PROGRAM;
use crate::cli::flags::is_word;

/// Values as they are typed into a word.
pub struct TypedValues {
    /// Each flag that takes one of some values, with them.
    values: Vec<(String, Vec<String>)>,
    /// The flags that take several, with commas between.
    lists: Vec<String>,
    /// Every fact.
    facts: Vec<String>,
    /// Every offer by id and short name.
    offers: Vec<String>,
}

impl TypedValues {
    /// The values of a catalogue, and those of the flags.
    pub fn of(catalogue: &Catalogue, flags: Vec<(String, Vec<String>)>) -> Self {
        let facts = || catalogue.vocabulary.iter().map(|(_, fact)| fact);
        let several = facts().filter(|fact| matches!(fact.answers, Answers::AnyOf(_)));
        let names =
            catalogue.offers.iter().flat_map(|offer| std::iter::once(&offer.id).chain(&offer.short_names));
        Self {
            values: flags.into_iter().filter(|(flag, _)| flag.starts_with("--")).collect(),
            lists: several.map(|fact| format!("--{}", fact.key)).chain(["--proposed".to_owned()]).collect(),
            facts: facts().map(|fact| fact.key.clone()).collect(),
            offers: names.filter(|name| is_word(name)).cloned().collect(),
        }
    }

    /// A case statement's branches: each flag with its values.
    fn branches(&self, says: impl Fn(&str, &str) -> String) -> String {
        self.values.iter().fold(String::new(), |mut out, (flag, values)| {
            let _ = writeln!(out, "        {flag}) {} ;;", says(flag, &values.join(" ")));
            out
        })
    }

    /// The script for bash, with a function that comes before the one it has.
    pub fn bash(&self, script: &str) -> String {
        let ends_in_equals = |names: &[String]| names.join("= ") + "=";
        let script = script.replace("complete -F _goldenthread ", "complete -F _goldenthread_typed ");
        format!(
            r#"{script}
_goldenthread_values() {{
    case "$1" in
{branches}    esac
}}

# A word as it is typed, which bash breaks at every equals sign: `--needs=finance,drug` or `--what-if rosh=hi`.
_goldenthread_typed() {{
    local line="${{COMP_LINE:0:COMP_POINT}}" word flag value all="" before="" cut="$2" one full
    word="${{line##*[[:space:]]}}"
    flag="${{line%"$word"}}"
    flag="${{flag%"${{flag##*[![:space:]]}}"}}"
    flag="${{flag##*[[:space:]]}}"
    value="$word"
    case "$word" in --*=*) flag="${{word%%=*}}" value="${{word#*=}}" ;; esac
    case "$flag,$value" in
        --what-if,*=*) flag="--${{value%%=*}}" value="${{value#*=}}" ;;
        --what-if,*) all="{facts}" ;;
        --accept,*=* | --decline,*=*) ;;
        --accept,* | --decline,*) all="{offers}" ;;
    esac
    [ -n "$all" ] || all="$(_goldenthread_values "$flag")"
    if [ -z "$all" ]; then
        _goldenthread "$@"
        return
    fi
    case " {lists} " in
        *" $flag "*) case "$value" in *,*) before="${{value%,*}}," ;; esac ;;
    esac
    [ "$cut" = "=" ] && cut=""
    cut="${{word%"$cut"}}"
    COMPREPLY=()
    for one in $all; do
        case "$before$one" in
            "$value"*)
                full="${{word%"$value"}}$before$one"
                COMPREPLY+=("${{full#"$cut"}}")
                ;;
        esac
    done
    case "${{COMPREPLY[0]}}" in *=) compopt -o nospace 2>/dev/null ;; esac
    return 0
}}
"#,
            branches = self.branches(|_, values| format!("echo \"{values}\"")),
            facts = ends_in_equals(&self.facts),
            offers = ends_in_equals(&self.offers),
            lists = self.lists.join(" "),
        )
    }

    /// The script for zsh, whose own functions complete what stands after a comma.
    pub fn zsh(&self, script: &str) -> String {
        let mut out = String::with_capacity(script.len());
        for line in script.lines() {
            let is_list = self.lists.iter().any(|flag| line.contains(&format!("{flag}=[")));
            let opened = ["]:VALUES:(", "]:OFFERS:("].into_iter().find(|open| is_list && line.contains(open));
            match opened {
                Some(open) => {
                    let sequence = format!("{}_sequence compadd - ", open.trim_end_matches('('));
                    out.push_str(&line.replacen(open, &sequence, 1).replacen(")' \\", "' \\", 1));
                }
                None => {
                    out.push_str(&line.replace(":FACT=VALUE:_default'", ":FACT=VALUE:_goldenthread_what_if'"))
                }
            }
            out.push('\n');
            if line.starts_with("autoload ") {
                let _ = write!(
                    out,
                    r#"
_goldenthread_what_if() {{
    if ! compset -P 1 '*='; then
        compadd -S '=' -- {facts}
        return
    fi
    case "--${{${{IPREFIX%=}}##*=}}" in
{branches}    esac
}}
"#,
                    facts = self.facts.join(" "),
                    branches = self.branches(|flag, values| {
                        let adds = if self.lists.iter().any(|list| list == flag) {
                            "_sequence compadd"
                        } else {
                            "compadd"
                        };
                        format!("{adds} - {values}")
                    }),
                );
            }
        }
        out
    }

    /// The script for fish.
    pub fn fish(&self, mut script: String) -> String {
        script.push_str(
            "function __goldenthread_list\n    set -l typed (string replace -r '^--[a-z0-9-]+=' '' -- (commandline -ct))\n    \
             set -l before (string match -r '^.*,' -- $typed)\n    for one in $argv\n        string join '' -- $before $one\n    \
             end\nend\n",
        );
        for (flag, values) in self.values.iter().filter(|(flag, _)| self.lists.contains(flag)) {
            let (flag, values) = (flag.trim_start_matches('-'), values.join(" "));
            let _ =
                writeln!(script, "complete -c {PROGRAM} -l {flag} -x -a \"(__goldenthread_list {values})\"");
        }
        let mut what_if = Vec::new();
        for fact in &self.facts {
            let values = self.values.iter().find(|(flag, _)| flag.strip_prefix("--") == Some(fact));
            match values {
                Some((_, values)) => what_if.extend(values.iter().map(|value| format!("{fact}={value}"))),
                None => what_if.push(format!("{fact}=")),
            }
        }
        let _ = writeln!(script, "complete -c {PROGRAM} -l what-if -x -a \"{}\"", what_if.join(" "));
        script
    }
}
