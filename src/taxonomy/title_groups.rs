//! Occupations and the groups above them, to spread what is known of one over those beside it.

use super::occupations::Occupations;

/// Of what is said of an occupation, how much is kept, and how much goes evenly to its minor, sub-major and major group.
const KEPT: f32 = 0.5;
const TO_GROUPS: [(usize, f32); 3] = [(3, 0.2), (2, 0.15), (1, 0.1)];
/// How much goes evenly to all.
const TO_ALL: f32 = 0.05;

/// For every occupation the range of occupations of each group above it.
#[derive(Debug, Default)]
pub(crate) struct TitleGroups(Vec<[(u16, u16); TO_GROUPS.len()]>);

impl TitleGroups {
    pub(crate) fn of(occupations: &Occupations) -> Self {
        let codes: Vec<String> = occupations
            .all()
            .map(|ix| occupations.code(ix).to_string())
            .collect();
        let range = |code: &str, digits: usize| {
            let group = &code[..digits];
            let first = codes.partition_point(|other| &other[..digits] < group);
            let end = codes.partition_point(|other| &other[..digits] <= group);
            (first as u16, end as u16)
        };
        Self(
            codes
                .iter()
                .map(|code| TO_GROUPS.map(|(digits, _)| range(code, digits)))
                .collect(),
        )
    }

    /// How many occupations there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Shares that sum to at most 1, spread so that none is 0: an occupation near a likely one is likelier than others.
    pub(crate) fn spread(&self, shares: &[f32]) -> Vec<f32> {
        let mut before = Vec::with_capacity(shares.len() + 1);
        before.push(0.0);
        let mut sum = 0.0;
        for share in shares {
            sum += share;
            before.push(sum);
        }
        let whole = if sum > 0.0 { sum } else { 1.0 };
        let evenly = TO_ALL / self.len().max(1) as f32;
        let spread = shares.iter().zip(&self.0).map(|(share, ranges)| {
            let from_groups = ranges.iter().zip(TO_GROUPS).map(|(&(first, end), (_, weight))| {
                let inside: f32 = before[end as usize] - before[first as usize];
                weight * inside.max(0.0) / f32::from(end - first)
            });
            (KEPT * share + from_groups.sum::<f32>()) / whole + evenly
        });
        spread.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::credentials::Authorisations;
    use crate::taxonomy::table::Problems;

    #[test]
    fn neighbours_get_a_part() {
        let rows =
            ["2511", "2512", "2521", "9112"].map(|code| format!("{code}\tnavn {code}\tname {code}\t2\t\n"));
        let table = format!(
            "code\tname_da\tname_en\tskill_level\tauthorisation\n{}",
            rows.concat()
        );
        let occupations = Occupations::parse(&table, &Authorisations::default(), &mut Problems::default());
        let groups = TitleGroups::of(&occupations);
        assert_eq!(groups.len(), 4);
        let spread = groups.spread(&[1.0, 0.0, 0.0, 0.0]);
        assert!(spread[0] > spread[1] && spread[1] > spread[2] && spread[2] > spread[3] && spread[3] > 0.0);
        let even = groups.spread(&[0.0; 4]);
        assert!(even.iter().all(|share| (share - even[0]).abs() < 1e-9));
    }
}
