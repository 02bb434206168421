//! A set of profiles said in few conditions: cubes that together are the set, none of which can do with fewer conditions.

use super::cube::{Cube, Walk};
use super::diagram::{Diagram, NOBODY, Profiles};

/// Cubes that cover everybody in `who`, reach nobody outside `at_most`, and cannot lose a condition or take in another answer
/// without doing so.
///
/// `weight` says how telling a condition on each level is: the least telling are left out first. Where a set is the union of
/// many cubes, those that cover most come first. After `most` cubes the rest is given back as it is.
pub fn cover(
    diagram: &mut Diagram,
    who: Profiles,
    at_most: Profiles,
    weight: &[usize],
    most: usize,
) -> (Vec<Cube>, Profiles) {
    let asked = diagram.asks(at_most);
    let mut rising: Vec<usize> = (0..diagram.levels()).filter(|level| asked[*level]).collect();
    let in_order = rising.clone();
    rising.sort_by_key(|level| weight.get(*level).copied().unwrap_or(0));
    let falling: Vec<usize> = in_order.iter().rev().copied().collect();
    let orders = [rising, falling, in_order];

    let mut walk = Walk::default();
    let mut cubes: Vec<Cube> = Vec::new();
    let mut rest = who;
    while cubes.len() < most
        && let Some(profile) = diagram.typical(rest)
    {
        let mut best: Option<(usize, f64, Cube, Profiles)> = None;
        for order in &orders {
            let cube = widest(diagram, at_most, &profile, &asked, order, &mut walk);
            let conditions = (0..diagram.levels()).filter(|l| !diagram.allows_all(&cube, *l)).count();
            let set = diagram.of(&cube);
            let new = diagram.and(set, rest);
            let gain = diagram.count(new);
            let better = best.as_ref().is_none_or(|(fewest, most, ..)| {
                conditions < *fewest || (conditions == *fewest && gain > *most)
            });
            if better {
                best = Some((conditions, gain, cube, set));
            }
        }
        let Some((_, _, cube, set)) = best else { break };
        rest = diagram.without(rest, set);
        cubes.push(cube);
    }
    let covered = diagram.without(who, rest);
    (drop_spare(diagram, covered, cubes), rest)
}

/// The profile's cube, made as wide as it can be: whole levels in the given order, then single cells.
fn widest(
    diagram: &Diagram,
    at_most: Profiles,
    profile: &[usize],
    asked: &[bool],
    order: &[usize],
    walk: &mut Walk,
) -> Cube {
    let mut cube = diagram.whole();
    for level in (0..diagram.levels()).filter(|level| asked[*level]) {
        diagram.allow_only(&mut cube, level, profile[level]);
    }
    for level in order {
        diagram.allow_all(&mut cube, *level);
        if !diagram.holds_throughout(at_most, &cube, walk) {
            diagram.allow_only(&mut cube, *level, profile[*level]);
        }
    }
    for level in order {
        for cell in 0..diagram.width(*level) {
            if diagram.allows(&cube, *level, cell) {
                continue;
            }
            diagram.allow(&mut cube, *level, cell, true);
            if !diagram.holds_throughout(at_most, &cube, walk) {
                diagram.allow(&mut cube, *level, cell, false);
            }
        }
    }
    cube
}

/// Leaves out cubes that the others cover, later ones first.
fn drop_spare(diagram: &mut Diagram, who: Profiles, cubes: Vec<Cube>) -> Vec<Cube> {
    let sets: Vec<Profiles> = cubes
        .iter()
        .map(|cube| {
            let set = diagram.of(cube);
            diagram.and(set, who)
        })
        .collect();
    // What the cubes before each one cover together.
    let mut before = vec![NOBODY];
    for set in &sets {
        let so_far = before.last().copied().unwrap_or(NOBODY);
        before.push(diagram.or(so_far, *set));
    }
    let mut kept = Vec::new();
    let mut after = NOBODY;
    for (index, cube) in cubes.into_iter().enumerate().rev() {
        let others = diagram.or(before[index], after);
        if !diagram.within(sets[index], others) {
            after = diagram.or(after, sets[index]);
            kept.push(cube);
        }
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::super::diagram::EVERYBODY;
    use super::*;

    #[test]
    fn two_ways_into_a_set_are_two_cubes_of_one_condition() {
        let mut diagram = Diagram::new(vec![vec![1.0, 1.0], vec![25.0, 25.0, 50.0], vec![1.0, 1.0]]);
        let women = diagram.cells(0, |cell| cell == 0);
        let low = diagram.cells(1, |cell| cell < 2);
        let either = diagram.or(women, low);
        let (cubes, rest) = cover(&mut diagram, either, either, &[1, 1, 1], 9);
        assert_eq!(rest, NOBODY);
        assert_eq!(cubes, [Cube(vec![0b11, 0b011, 0b11]), Cube(vec![0b01, 0b111, 0b11])]);
    }

    #[test]
    fn what_is_left_after_the_most_cubes_is_given_back() {
        let mut diagram = Diagram::new(vec![vec![1.0, 1.0], vec![1.0, 1.0]]);
        let one = diagram.cells(0, |cell| cell == 0);
        let other = diagram.cells(1, |cell| cell == 0);
        let either = diagram.or(one, other);
        let (cubes, rest) = cover(&mut diagram, either, either, &[1, 1], 1);
        let covered = diagram.of(&cubes[0]);
        assert_eq!(diagram.or(covered, rest), either);
        assert_ne!(rest, NOBODY);
    }

    #[test]
    fn what_is_taken_for_granted_is_not_a_condition() {
        let mut diagram = Diagram::new(vec![vec![1.0, 1.0], vec![1.0, 1.0]]);
        let women = diagram.cells(0, |cell| cell == 0);
        let need = diagram.cells(1, |cell| cell == 1);
        let who = diagram.and(women, need);
        let no_need = diagram.not(need);
        let at_most = diagram.or(who, no_need);
        assert_eq!(cover(&mut diagram, who, at_most, &[1, 1], 9).0, [Cube(vec![0b01, 0b11])]);
        assert_eq!(cover(&mut diagram, need, EVERYBODY, &[1, 1], 9).0, [Cube(vec![0b11, 0b11])]);
    }
}
