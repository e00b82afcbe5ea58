#include "view/moment.h"

#include <gtest/gtest.h>

#include "history/case.h"

namespace hamstring::service {
namespace {

std::int64_t at(const char* text) {
  return rehab::parse_instant(text).value();
}

TEST(Moment, a_day_is_cut_where_the_person_lives) {
  const std::int64_t late = at("2026-06-20T20:30:00Z");
  EXPECT_EQ(day_text(local_day(late, "Europe/Vienna").value()), "2026-06-20");
  EXPECT_EQ(day_text(local_day(late, "Australia/Brisbane").value()), "2026-06-21");
  EXPECT_EQ(day_text(local_day(at("2026-06-21T02:00:00Z"), "America/New_York").value()), "2026-06-20");
  // Kiribati lies 14 hours ahead, American Samoa 11 behind: one instant, two days apart.
  EXPECT_EQ(day_text(local_day(at("2026-06-20T10:30:00Z"), "Pacific/Kiritimati").value()), "2026-06-21");
  EXPECT_EQ(day_text(local_day(at("2026-06-20T10:30:00Z"), "Pacific/Pago_Pago").value()), "2026-06-19");
}

TEST(Moment, a_stamp_carries_the_offset_in_force_on_both_sides_of_a_clock_change) {
  // Central Europe springs forward on 2026-03-29 at 01:00 UTC and falls back on 2026-10-25 at 01:00 UTC.
  EXPECT_EQ(local_stamp(at("2026-03-29T00:59:59Z"), "Europe/Vienna").value(), "2026-03-29T01:59:59+01:00");
  EXPECT_EQ(local_stamp(at("2026-03-29T01:00:00Z"), "Europe/Vienna").value(), "2026-03-29T03:00:00+02:00");
  EXPECT_EQ(local_stamp(at("2026-10-25T00:30:00Z"), "Europe/Vienna").value(), "2026-10-25T02:30:00+02:00");
  EXPECT_EQ(local_stamp(at("2026-10-25T01:30:00Z"), "Europe/Vienna").value(), "2026-10-25T02:30:00+01:00");
  EXPECT_EQ(local_stamp(at("2026-01-01T00:00:00Z"), "America/St_Johns").value(), "2025-12-31T20:30:00-03:30");
}

TEST(Moment, a_stamp_read_back_is_the_same_instant) {
  for (std::int64_t s = at("2026-01-01T00:00:00Z"); s < at("2027-01-01T00:00:00Z"); s += 9'001) {
    for (const char* zone : {"Europe/Vienna", "Australia/Lord_Howe", "America/St_Johns", "UTC"})
      EXPECT_EQ(rehab::parse_instant(local_stamp(s, zone).value()).value(), s) << zone;
    EXPECT_EQ(rehab::parse_instant(utc_stamp(s)).value(), s);
  }
}

TEST(Moment, a_zone_that_is_none_is_an_error) {
  EXPECT_FALSE(zone_known("Europe/Atlantis"));
  EXPECT_FALSE(zone_known("../../etc/passwd"));
  EXPECT_FALSE(local_day(0, ""));
  EXPECT_FALSE(local_stamp(0, "x"));
}

}  // namespace
}  // namespace hamstring::service
