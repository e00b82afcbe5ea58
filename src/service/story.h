// The story as the app asks it: a form that grows, the screens that are left, entries once it is kept.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"
#include "history/case.h"
#include "knowledge/knowledge.h"
#include "view/words.h"

namespace hamstring::service {

struct Story {
  std::string zone, language;
  std::optional<Day> onset_day;  ///< nothing: nothing is hurt
  std::optional<rehab::OnsetKnown> onset_known;
  rehab::InjuredSide side = rehab::InjuredSide::not_known;
  bool relapse = false;
  std::optional<int> birth_year;
  std::optional<Sex> sex;
  std::vector<std::string> sports, equipment;
  std::vector<std::string> training_days;  ///< "mon" to "sun"; empty: any day
  std::string goal;                        ///< one of rehab::goal_words; empty: not said
  std::optional<double> pain_now;
  std::map<std::string, std::variant<std::string, double>> answers;  ///< by question
};

/// Strict: an unknown field, question or word is an error that names it.
[[nodiscard]] Result<Story> read_story(const Json& json, const rehab::Knowledge& knowledge);

/// The entries the story stands for, recorded at `utc_s`; checked as any case is.
[[nodiscard]] Result<rehab::Case> case_of(const Story& story, const rehab::Knowledge& knowledge,
                                          const std::string& case_id, std::int64_t utc_s);

/// StoryReply of api/openapi.json: what to ask next, what was raised, and the plan once all that a first
/// plan needs has been answered.
[[nodiscard]] Result<Json> story_reply(const Story& story, const rehab::Knowledge& knowledge,
                                       std::int64_t utc_s);

/// Words that the equipment of exercises, tests and techniques uses.
[[nodiscard]] std::vector<std::string> equipment_words(const rehab::Knowledge& knowledge);

}  // namespace hamstring::service
