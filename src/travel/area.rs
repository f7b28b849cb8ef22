//! Labour-market areas and how densely a zone is built.

crate::closed_list! {
    /// The eight labour-market areas (RAR), each a set of municipalities.
    LabourMarketArea {
        Nordjylland = "nordjylland",
        Oestjylland = "oestjylland",
        Vestjylland = "vestjylland",
        Sydjylland = "sydjylland",
        Fyn = "fyn",
        Sjaelland = "sjaelland",
        Hovedstaden = "hovedstaden",
        Bornholm = "bornholm",
    }
}

crate::closed_list! {
    /// How densely a zone is built; speeds and local buses follow from it.
    Density {
        /// Part of a city of more than about 40 000 people, or its suburb.
        City = "city",
        /// A town with shops, a school and a bus terminal.
        Town = "town",
        /// Villages and open land.
        Rural = "rural",
    }
}
