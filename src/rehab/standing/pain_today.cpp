#include "rehab/standing/pain_today.h"

#include <algorithm>

namespace hamstring::rehab {
namespace {

/// The most that a test hurt today.
std::optional<double> pain_in_test(const std::vector<TestRecord>& records, Day today) {
  std::optional<double> result;
  for (auto it = records.rbegin(); it != records.rend() && it->at.first == today; ++it) {
    if (it->test != nullptr && it->test->pain) result = std::max(result.value_or(0.0), *it->test->pain);
  }
  return result;
}

}  // namespace

std::optional<double> pain_before_sessions(const State& state, Day today, double limit) {
  std::optional<double> result;
  const auto at_least = [&](double pain) { result = std::max(result.value_or(0.0), pain); };
  for (const PainRecord& pain : state.ledger.pains) {
    if (pain.day == today && pain.when == PainWhen::now) result = pain.value;
  }
  for (const PainRecord& pain : state.ledger.pains) {
    if (pain.day != today || pain.when == PainWhen::now) continue;
    // Sitting, the night and other times count once they hurt above the limit.
    const bool tells = pain.when == PainWhen::next_morning || pain.when == PainWhen::walking;
    if (tells || pain.value > limit) at_least(pain.value);
  }
  for (const auto& [id, records] : state.ledger.tests) {
    const std::optional<double> pain = pain_in_test(records, today);
    if (pain && *pain > limit) at_least(*pain);
  }
  return result;
}

std::optional<double> pain_of_today(const State& state, Day today, double limit) {
  std::optional<double> result = pain_before_sessions(state, today, limit);
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.day == today && session.before) result = std::max(result.value_or(0.0), *session.before);
  }
  return result;
}

double worst_pain_of_days(const Ledger& ledger, Day from, Day to) {
  double worst = 0.0;
  const auto told = [&](Day day, const std::optional<double>& pain) {
    if (pain && from <= day && day <= to) worst = std::max(worst, *pain);
  };
  for (const PainRecord& pain : ledger.pains) told(pain.day, pain.value);
  for (const SessionRecord& session : ledger.sessions) {
    told(session.day, session.before);
    told(session.day, session.worst);
    told(session.day + std::chrono::days(1), session.morning);
  }
  for (const auto& [id, records] : ledger.tests) {
    for (const TestRecord& record : records) {
      if (record.test != nullptr) told(record.at.first, record.test->pain);
    }
  }
  return worst;
}

std::vector<std::pair<std::string, Message>> tests_that_hurt(const State& state, Day today, double limit) {
  std::vector<std::pair<std::string, Message>> result;
  for (const auto& [id, records] : state.ledger.tests) {
    const std::optional<double> pain = pain_in_test(records, today);
    if (!pain || *pain <= limit) continue;
    result.emplace_back(
        id, Message{.id = "held.pain_in_test",
                    .arguments = {{"test", "test." + id + ".name"}, {"pain", *pain}, {"limit", limit}}});
  }
  return result;
}

std::optional<Day> test_again_on(const State& state, const ClinicalTest& test, std::optional<double> limit) {
  constexpr int after_pain_days = 3;  // ours: two days to train on before it is tried again
  const auto records = state.ledger.tests.find(test.id);
  if (records == state.ledger.tests.end() || records->second.empty()) return std::nullopt;
  const Day last = records->second.back().at.first;
  const std::optional<double> pain = pain_in_test(records->second, last);
  const bool hurt = limit && pain && *pain > *limit;
  return last +
         std::chrono::days(hurt ? std::max(test.min_days_between, after_pain_days) : test.min_days_between);
}

std::optional<Message> noise_message(const SessionRecord& session) {
  if (session.tolerance != Tolerance::not_known || !session.before || !session.worst || !session.morning)
    return std::nullopt;
  if (*session.morning <= *session.before) return std::nullopt;
  return Message{
      .id = "held.morning_noise",
      .arguments = {{"day", session.day}, {"morning", *session.morning}, {"before", *session.before}}};
}

std::optional<Message> setback_message(const SessionRecord& session, double limit) {
  const bool worst = session.worst && *session.worst > limit;
  const bool morning =
      session.morning &&
      (*session.morning > limit || (session.before && *session.morning - *session.before > morning_noise));
  if (!worst && !morning) return std::nullopt;
  Message message;
  if (worst) message.id = session.morning ? "held.setback_both" : "held.setback_worst";
  if (!worst) message.id = session.before ? "held.setback_morning" : "held.setback_morning_alone";
  message.arguments = {{"day", session.day}, {"limit", limit}};
  if (session.worst) message.arguments["worst"] = *session.worst;
  if (session.morning) message.arguments["morning"] = *session.morning;
  if (session.before) message.arguments["before"] = *session.before;
  return message;
}

}  // namespace hamstring::rehab
