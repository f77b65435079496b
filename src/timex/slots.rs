//! What a rule caught: the fields of a time expression before anything is resolved.

/// The fields a rule can fill. Each is a small number whose meaning is listed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Slot {
    /// Four digits, or fewer beside an era.
    Year,
    /// Two digits of a year.
    YearInCentury,
    /// 1: before Christ.
    Era,
    /// 1–12.
    Month,
    /// 1–31.
    Day,
    /// 1 Monday – 7 Sunday.
    Weekday,
    /// 1 spring, 2 summer, 3 autumn, 4 winter.
    Season,
    Quarter,
    Half,
    /// First year of the decade, or its two digits.
    Decade,
    /// The nth century.
    Century,
    /// See [`DAYPARTS`].
    Daypart,
    Hour,
    Minute,
    /// 0 a.m., 12 p.m.
    Meridiem,
    /// Half units, so that "two and a half" is 5; 0 means "some, unknown".
    Number,
    /// See [`UNITS`].
    Unit,
    /// −1 last, 0 this, 1 next.
    Shift,
    /// 0 counts from the publication (from the last told date in a narrative); 1 always from the last told date.
    Told,
    /// 1 early, 2 middle, 3 late part.
    Edge,
    /// 1: the words put the day on the article's own ("earlier Friday").
    OwnDay,
    /// A movable feast: 100 plus the days after Easter Sunday.
    Feast,
}

pub const SLOTS: usize = 22;

/// TIMEX3 units from fine to coarse; "DE" decade, "CE" century.
pub const UNITS: [&str; 9] = ["S", "M", "H", "D", "W", "MO", "Y", "DE", "CE"];
/// TIMEX3 parts of a day.
pub const DAYPARTS: [&str; 6] = ["MO", "MI", "AF", "EV", "NI", "DT"];

/// All slots of one finding; plain and small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots {
    values: [i32; SLOTS],
    filled: u32,
}

impl Slots {
    #[must_use]
    pub fn get(&self, slot: Slot) -> Option<i32> {
        let at = slot as usize;
        if self.filled & (1 << at) == 0 { None } else { self.values.get(at).copied() }
    }

    #[must_use]
    pub fn has(&self, slot: Slot) -> bool {
        self.filled & (1 << (slot as u32)) != 0
    }

    pub fn set(&mut self, slot: Slot, value: i32) {
        if let Some(place) = self.values.get_mut(slot as usize) {
            *place = value;
            self.filled |= 1 << (slot as u32);
        }
    }

    /// Takes over a field that is empty here.
    pub fn inherit(&mut self, from: &Self, slot: Slot) {
        if let (false, Some(value)) = (self.has(slot), from.get(slot)) {
            self.set(slot, value);
        }
    }
}

/// Name in the rule files → slot.
pub(super) fn slot_named(name: &str) -> Option<Slot> {
    Some(match name {
        "year" => Slot::Year,
        "yy" => Slot::YearInCentury,
        "era" => Slot::Era,
        "month" => Slot::Month,
        "day" => Slot::Day,
        "weekday" => Slot::Weekday,
        "season" => Slot::Season,
        "quarter" => Slot::Quarter,
        "half" => Slot::Half,
        "decade" => Slot::Decade,
        "century" => Slot::Century,
        "daypart" => Slot::Daypart,
        "hour" => Slot::Hour,
        "minute" => Slot::Minute,
        "ampm" => Slot::Meridiem,
        "number" => Slot::Number,
        "unit" => Slot::Unit,
        "shift" => Slot::Shift,
        "told" => Slot::Told,
        "edge" => Slot::Edge,
        "ownday" => Slot::OwnDay,
        "feast" => Slot::Feast,
        _ => return None,
    })
}
