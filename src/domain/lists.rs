//! The closed lists of the trade. A value outside a list is refused with the list.

crate::closed_list! {
    /// Placement form of an offer, strongest attachment to the labour market first.
    Form {
        OrdinaryJob = "ordinary_job",
        PartTime = "part_time",
        PaidHours = "paid_hours",
        Apprenticeship = "apprenticeship",
        AdultApprenticeship = "adult_apprenticeship",
        FlexJob = "flex_job",
        Igu = "igu",
        WageSubsidyPrivate = "wage_subsidy_private",
        Hybrid = "hybrid",
        InternshipPrivate = "internship_private",
        WageSubsidyPublic = "wage_subsidy_public",
        InternshipPublic = "internship_public",
        CommunityWork = "community_work",
    }
}

impl Form {
    /// Whether a person placed under this form counts against the employer's ratio of
    /// subsidised to ordinary employees (internship, wage subsidy, community work).
    pub const fn counts_against_ratio(self) -> bool {
        matches!(
            self,
            Self::WageSubsidyPrivate
                | Self::WageSubsidyPublic
                | Self::InternshipPrivate
                | Self::InternshipPublic
                | Self::Hybrid
                | Self::CommunityWork
        )
    }

    /// Whether the form is an education at a workplace, which teaches what the work asks.
    pub const fn is_education(self) -> bool {
        matches!(self, Self::Apprenticeship | Self::AdultApprenticeship | Self::Igu)
    }

    /// Whether every hour is paid with a wage.
    pub const fn is_paid(self) -> bool {
        !matches!(
            self,
            Self::Hybrid | Self::InternshipPrivate | Self::InternshipPublic | Self::CommunityWork
        )
    }

    /// Position in [`Form::ALL`], for bit sets and tables.
    pub const fn position(self) -> usize {
        self as usize
    }
}

crate::closed_list! {
    /// Where a vacancy stands.
    #[derive(Default)]
    VacancyStatus {
        Draft = "draft",
        #[default]
        Open = "open",
        Paused = "paused",
        Filled = "filled",
        Withdrawn = "withdrawn",
        Expired = "expired",
    }
}

crate::closed_list! {
    /// Where a vacancy came from.
    #[derive(Default)]
    VacancyOrigin {
        #[default]
        Own = "own",
        Jobnet = "jobnet",
        Agreement = "agreement",
        Forwarded = "forwarded",
    }
}

crate::closed_list! {
    /// Whether an employer is private or public.
    Sector { Private = "private", Public = "public" }
}

crate::closed_list! {
    /// What a job demands of the body and the mind.
    Demand {
        HeavyLifting = "heavy_lifting",
        Standing = "standing",
        LinePace = "line_pace",
        Night = "night",
        Noise = "noise",
        CustomerContact = "customer_contact",
        Driving = "driving",
        Heights = "heights",
        Outdoor = "outdoor",
        DustFumes = "dust_fumes",
        TravelAway = "travel_away",
        ChangingTasks = "changing_tasks",
    }
}

crate::closed_list! {
    /// What an employer offers so that a demand weighs less.
    Accommodation {
        LiftingAid = "lifting_aid",
        SitStandDesk = "sit_stand_desk",
        QuietRoom = "quiet_room",
        SmallTeam = "small_team",
        ExtraBreaks = "extra_breaks",
        FixedTasks = "fixed_tasks",
        FlexibleStart = "flexible_start",
        DayShiftOnly = "day_shift_only",
        Ventilation = "ventilation",
    }
}

crate::closed_list! {
    /// What a person needs work to respect. Functional, never a diagnosis.
    WorkRequirementKind {
        NoHeavyLifting = "no_heavy_lifting",
        NoProlongedStanding = "no_prolonged_standing",
        AlternateSitStand = "alternate_sit_stand",
        NoNight = "no_night",
        StartNotBefore = "start_not_before",
        QuietPlace = "quiet_place",
        FewPeople = "few_people",
        ExtraBreaks = "extra_breaks",
        FixedRoutine = "fixed_routine",
        NoDriving = "no_driving",
        NoHeights = "no_heights",
        NoDustFumes = "no_dust_fumes",
        HomeEveryNight = "home_every_night",
    }
}

crate::closed_list! {
    /// Support a person needs around the job.
    SupportNeed {
        Mentor = "mentor",
        Buddy = "buddy",
        LanguageOnSite = "language_on_site",
        Transport = "transport",
        ChildcareWindow = "childcare_window",
        IntroductionLonger = "introduction_longer",
    }
}

crate::closed_list! {
    /// What a person likes to work with.
    Interest {
        PeopleCare = "people_care",
        /// Short for working with people in any role: care, customers, children.
        People = "people",
        Children = "children",
        Food = "food",
        Customers = "customers",
        PlantsAnimals = "plants_animals",
        Outdoors = "outdoors",
        Machines = "machines",
        Building = "building",
        Driving = "driving",
        Office = "office",
        Numbers = "numbers",
        It = "it",
        Cleaning = "cleaning",
        Creative = "creative",
        Language = "language",
    }
}

crate::closed_list! {
    /// Target group of the employment effort; what a group may be offered stands in the ruleset.
    TargetGroup {
        UnemploymentInsurance = "unemployment_insurance",
        CashBenefit = "cash_benefit",
        IntroductionBenefit = "introduction_benefit",
        SicknessBenefit = "sickness_benefit",
        Rehabilitation = "rehabilitation",
        ResourceProgramme = "resource_programme",
        FlexJob = "flex_job",
        DisabilityPension = "disability_pension",
        SelfSupporting = "self_supporting",
        Under18 = "under_18",
    }
}

crate::closed_list! {
    /// How near a person is to ordinary work, as the municipality has decided it.
    Readiness {
        JobReady = "job_ready",
        ActivityReady = "activity_ready",
        EducationReady = "education_ready",
    }
}

crate::closed_list! {
    /// The five tracks of the alliance: defaults of the list, never an exclusion.
    Track { T1 = "T1", T2 = "T2", T3 = "T3", T4 = "T4", T5 = "T5" }
}

crate::closed_list! {
    /// What the person works towards.
    #[derive(Default)]
    GoalTrack {
        #[default]
        Job = "job",
        Education = "education",
        Both = "both",
    }
}

crate::closed_list! {
    /// The person's own willingness to change branch.
    #[derive(Default)]
    BranchWillingness {
        Stay = "stay",
        #[default]
        Open = "open",
        Seek = "seek",
    }
}

crate::closed_list! {
    /// Completed education, lowest first.
    EducationLevel {
        Primary = "primary",
        Vocational = "vocational",
        ShortHigher = "short_higher",
        MediumHigher = "medium_higher",
        LongHigher = "long_higher",
    }
}

crate::closed_list! {
    /// Level of a language in the Common European Framework, lowest first.
    LanguageLevel {
        A1 = "A1",
        A2 = "A2",
        B1 = "B1",
        B2 = "B2",
        C1 = "C1",
        C2 = "C2",
    }
}

impl LanguageLevel {
    /// Steps from the bottom of the framework, 1 (A1) to 6 (C2).
    pub const fn rank(self) -> u8 {
        self as u8 + 1
    }

    /// Reads a level or the Danish examination that stands for it: the tests Prøve i Dansk 1, 2
    /// and 3 (`PD1`..`PD3`) are set at A2, B1 and B2.
    pub fn from_code_or_examination(code: &str) -> Option<Self> {
        match code {
            "PD1" => Some(Self::A2),
            "PD2" => Some(Self::B1),
            "PD3" => Some(Self::B2),
            _ => Self::from_code(code),
        }
    }
}

crate::closed_list! {
    /// How much an asked skill matters to the employer.
    #[derive(Default)]
    Importance {
        #[default]
        Essential = "essential",
        Optional = "optional",
    }
}

crate::closed_list! {
    /// How well a person masters a skill.
    #[derive(Default)]
    Mastery {
        Beginner = "beginner",
        #[default]
        Experienced = "experienced",
        Expert = "expert",
    }
}

crate::closed_list! {
    /// Whether an authorisation may be used today.
    #[derive(Default)]
    AuthorisationState {
        #[default]
        Held = "held",
        Pending = "pending",
    }
}

crate::closed_list! {
    /// What a person does not want to be shown.
    VetoKind { Employer = "employer", Occupation = "occupation", Form = "form" }
}

crate::closed_list! {
    /// Day of the week, Monday first.
    Weekday {
        Monday = "mon",
        Tuesday = "tue",
        Wednesday = "wed",
        Thursday = "thu",
        Friday = "fri",
        Saturday = "sat",
        Sunday = "sun",
    }
}
