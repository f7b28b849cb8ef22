//! Occupations, skills and industries: load, look up, recognise a label, similarity, transitions.
