// Pain that decides about today, and the sentences that tell it with its numbers.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/message.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// The latest pain now, and whatever else of today says how much a session may ask: a test too, where it
/// hurt above the limit, and sitting, the night and other times, where they did.
[[nodiscard]] std::optional<double> pain_of_today(const State& state, Day today, double limit);
/// The same as it was known before the day's own sessions told theirs.
[[nodiscard]] std::optional<double> pain_before_sessions(const State& state, Day today, double limit);

/// The largest pain told of the days from `from` to `to`, in whatever way; 0 where none was.
[[nodiscard]] double worst_pain_of_days(const Ledger& ledger, Day from, Day to);

/// Tests of today that hurt above the limit, by id, with the sentence about each.
[[nodiscard]] std::vector<std::pair<std::string, Message>> tests_that_hurt(const State& state, Day today,
                                                                           double limit);

/// The first day on which the test is asked for again after the last time: not before it says something new,
/// and not on the next day where it hurt above the limit, or asking daily would leave no day to train on.
/// Nothing where it was never made. `limit`: nothing where no plan sets one.
[[nodiscard]] std::optional<Day> test_again_on(const State& state, const ClinicalTest& test,
                                               std::optional<double> limit);

/// That the morning after was worse by no more than ratings differ; nothing where it was not.
[[nodiscard]] std::optional<Message> noise_message(const SessionRecord& session);
/// What was too much in the session and by how much; nothing where its numbers do not tell.
[[nodiscard]] std::optional<Message> setback_message(const SessionRecord& session, double limit);

}  // namespace hamstring::rehab
