//! The traits between the use cases and the world. Whoever calls them does not know which store
//! or index answers.

pub mod change_log;
pub mod decisions;
pub mod following;
pub mod match_records;
pub mod match_table;
pub mod records;
pub mod seeker_table;
pub mod text_index;

pub use change_log::{Change, ChangeLog, RecordCounts};
pub use decisions::{DecisionOnce, DecisionOutcome, DecisionPage, Decisions, DecisionsOf};
pub use following::{FollowerState, Following, FollowingState, NotVisible};
pub use match_records::{
    Expired, KeptMatch, ListedRecord, MatchPage, MatchRecord, MatchRecords, RulesetMark,
};
pub use records::{
    Answer, DeleteOutcome, JobseekerWrite, OnceOutcome, OnceRequest, Records, Remembered, StoreError,
    VacancyWrite, WriteAddress, WriteOutcome,
};
pub use text_index::{
    Concept, ConceptKind, Correction, Cursor, Facet, Hit, Interpreted, JobseekerFacet, JobseekerFilters,
    JobseekerQuery, StatusFilter, TextAnswer, TextIndex, TextIndexError, TextQuery, VacancyFacet,
    VacancyFilters,
};
