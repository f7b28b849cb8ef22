//! How a person gets to work, and when.

crate::closed_list! {
    /// Means of transport.
    TravelMode {
        Walk = "walk",
        Bicycle = "bicycle",
        Moped = "moped",
        Car = "car",
        Transit = "transit",
    }
}

crate::closed_list! {
    /// Part of the week in which a trip is made; timetables and ferries differ between them.
    TimeBand {
        /// Monday to Friday, 05:00 to 18:00.
        Day = "day",
        /// Monday to Friday, 18:00 to 23:00.
        Evening = "evening",
        /// Every day, 23:00 to 05:00.
        Night = "night",
        /// Saturday and Sunday, 05:00 to 23:00.
        Weekend = "weekend",
    }
}
