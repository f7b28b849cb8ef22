//! What must hold of the file of imported tables.
