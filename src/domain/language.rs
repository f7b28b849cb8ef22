//! The language of labels and reasons.

crate::closed_list! {
    /// Language of labels and reasons.
    #[derive(Default)]
    Language {
        #[default]
        Danish = "da",
        English = "en",
    }
}
