#include "gait/gait_contact.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/gait_walker.h"

namespace hamstring {
namespace {

using testing::on_treadmill;
using testing::record;
using testing::Recording;
using testing::runner;
using testing::Walker;
using testing::walker;

struct Found {
  GaitTracks tracks;
  std::vector<Contact> contacts;
};

Found contacts_of(const Recording& recording) {
  std::vector<std::string> remarks;
  Found found{.tracks = make_gait_tracks(recording.input(), remarks), .contacts = {}};
  for (const Step& step : find_steps(found.tracks))
    found.contacts.push_back(rough_contact(found.tracks, step));
  borrow_for_cut_contacts(found.contacts);
  return found;
}

TEST(RoughContact, knows_the_speeds_of_belt_and_body_from_the_flat_foot) {
  const Walker person = runner();
  for (const Contact& contact : contacts_of(on_treadmill(record(person, 0.1, 3.6, 100), 3.0)).contacts) {
    EXPECT_NEAR(contact.flat_forward_m_per_s, -3.0, 0.01);
    if (contact.step.is_cut) continue;
    EXPECT_NEAR(contact.flat_upward_m_per_s, 0.0, 0.01);
    EXPECT_NEAR(contact.speed_m_per_s, 3.0, 0.05);
  }
}

TEST(RoughContact, tells_the_duty_factors_of_walking_and_running_apart) {
  // Contacts of 36 and 61 % of the stride; the first look, by half the body's speed, sees a little more of
  // each.
  const auto median_duty = [](const Walker& person) {
    std::vector<double> duties;
    for (const Contact& contact : contacts_of(record(person, 0.1, 5.1, 100)).contacts) {
      duties.push_back(contact.rough_duty_factor());
    }
    return median_of(duties);
  };
  EXPECT_NEAR(median_duty(runner()), 0.25 / 0.70, 0.08);
  EXPECT_NEAR(median_duty(walker()), 0.66 / 1.08, 0.08);
}

TEST(RefinedContacts, begin_before_they_end) {
  Found found = contacts_of(record(runner(), 0.1, 3.6, 100));
  for (Contact& contact : found.contacts) contact.kind = GaitKind::running;
  refine_contacts(found.tracks, found.contacts);
  int whole = 0;
  for (const Contact& contact : found.contacts) {
    if (!std::isfinite(contact.foot_strike_s) || !std::isfinite(contact.toe_off_s)) continue;
    EXPECT_LT(contact.foot_strike_s, contact.step.passing_s);
    EXPECT_GT(contact.toe_off_s, contact.step.passing_s);
    ++whole;
  }
  EXPECT_GE(whole, 7);
}

}  // namespace
}  // namespace hamstring
