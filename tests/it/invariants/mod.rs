//! What must hold of every score, whoever the person and whatever the job: properties over invented
//! profiles and vacancies, straight on the scorer. `PROPTEST_CASES` sets how many are tried.

mod bounds;
mod explained;
mod monotone;
mod openings;
mod pool;
mod profiles;
mod sameness;
mod steps;
mod whole;
mod world;
