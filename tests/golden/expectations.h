// A case and what it must lead to, written from the clinical facts before the rules: tests/golden/cases and
// tests/safety/cases. A subset check: every key of expected.json must hold (docs/rehab.md, 18).
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/file.h"
#include "knowledge/knowledge.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/check_case.h"
#include "tests/support/plan_dump.h"
#include "view/plan_words.h"

namespace hamstring::rehab::golden {

using Json = nlohmann::json;
using Names = std::set<std::string>;

inline const std::filesystem::path tests_folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests";
inline const std::filesystem::path golden_cases = tests_folder / "golden" / "cases";
inline const std::filesystem::path safety_cases = tests_folder / "safety" / "cases";

inline const Knowledge* knowledge() {
  static const auto loaded = [] {
    Diagnostics diagnostics;
    auto result = load_knowledge(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics);
    for (const Diagnostic& d : diagnostics.entries()) {
      if (d.severity == Severity::error) ADD_FAILURE() << d.text();
    }
    return result;
  }();
  return loaded ? &*loaded : nullptr;
}

inline Json read_json(const std::filesystem::path& path) {
  const auto text = read_file(path);
  return text ? Json::parse(*text, nullptr, false) : Json();
}

inline Names names(const Json& list) {
  return list.get<Names>();
}

/// One answer against one block of expectations; `where` names the day in messages.
class Check {
 public:
  Check(const Json& expected, const Plan& plan, const Json& answer)
      : expected_(expected), plan_(plan), answer_(answer) {}

  void all() const {
    const Assessment& a = plan_.assessment;
    if (expected_.contains("verdict")) {
      EXPECT_EQ(word_of(a.verdict), expected_["verdict"].get<std::string>());
    }
    if (expected_.contains("flags_raised")) {
      EXPECT_EQ(flags(FlagState::raised), names(expected_["flags_raised"]));
    }
    if (expected_.contains("flags_unsure")) {
      EXPECT_EQ(flags(FlagState::unsure), names(expected_["flags_unsure"]));
    }
    if (expected_.contains("flags_open_includes"))
      includes(flags(FlagState::open), expected_["flags_open_includes"], "open flags");
    if (expected_.contains("gates_holding")) {
      EXPECT_EQ(gates(), names(expected_["gates_holding"]));
    }
    if (expected_.contains("picture")) picture(expected_["picture"]);
    if (expected_.contains("prognosis")) prognosis(expected_["prognosis"]);
    if (expected_.contains("plan")) plan(expected_["plan"]);
    if (expected_.contains("reasons")) reasons(expected_["reasons"]);
  }

 private:
  [[nodiscard]] Names flags(FlagState state) const {
    Names result;
    for (const FlagReport& flag : plan_.assessment.flags) {
      if (flag.state == state) result.insert(flag.id);
    }
    return result;
  }
  [[nodiscard]] Names gates() const {
    Names result;
    for (const GateReport& gate : plan_.assessment.gates) {
      if (gate.state == GateState::raised || gate.state == GateState::holding) result.insert(gate.id);
    }
    return result;
  }
  static void includes(const Names& there, const Json& wanted, const std::string& what) {
    for (const std::string& name : names(wanted))
      EXPECT_TRUE(there.contains(name)) << what << " lack " << name;
  }

  void picture(const Json& expected) const {
    Names leading;
    for (const PictureReport& p : plan_.assessment.pictures) {
      if (p.leading) leading.insert(p.id);
    }
    if (expected.contains("leading")) {
      EXPECT_EQ(leading, names(expected["leading"]));
    }
    if (expected.contains("leading_includes"))
      includes(leading, expected["leading_includes"], "leading pictures");
    if (expected.contains("not_leading")) {
      for (const std::string& id : names(expected["not_leading"]))
        EXPECT_FALSE(leading.contains(id)) << id << " leads";
    }
    for (const PictureReport& p : plan_.assessment.pictures) {
      Names speaks_for, against, missing;
      for (const ClueReport& clue : p.speaks_for) speaks_for.insert(clue.id);
      for (const ClueReport& clue : p.speaks_against) against.insert(clue.id);
      missing.insert(p.missing_clues.begin(), p.missing_clues.end());
      if (expected.contains("clues_for") && expected["clues_for"].contains(p.id))
        includes(speaks_for, expected["clues_for"][p.id], p.id + ": clues for");
      if (expected.contains("clues_against") && expected["clues_against"].contains(p.id))
        includes(against, expected["clues_against"][p.id], p.id + ": clues against");
      if (expected.contains("missing") && expected["missing"].contains(p.id))
        includes(missing, expected["missing"][p.id], p.id + ": missing");
    }
  }

  void prognosis(const Json& expected) const {
    const PrognosisReport& p = plan_.assessment.prognosis;
    if (expected.contains("named_includes"))
      includes(Names(p.named.begin(), p.named.end()), expected["named_includes"], "distributions");
    const double median = 0.5 * (p.dots_days[9] + p.dots_days[10]);
    if (expected.contains("median_days")) {
      EXPECT_GE(median, expected["median_days"]["min"].get<double>());
      EXPECT_LE(median, expected["median_days"]["max"].get<double>());
    }
    if (expected.contains("first_dot_min")) {
      EXPECT_GE(p.dots_days.front(), expected["first_dot_min"].get<double>());
    }
    if (expected.contains("last_dot_max")) {
      EXPECT_LE(p.dots_days.back(), expected["last_dot_max"].get<double>());
    }
  }

  void plan(const Json& expected) const {
    if (expected.contains("status")) {
      EXPECT_EQ(word_of(plan_.status), expected["status"].get<std::string>());
    }
    if (expected.contains("protocol")) {
      EXPECT_EQ(plan_.protocol, expected["protocol"].get<std::string>());
    }
    for (const auto& [key, there] :
         {std::pair("allowed", &plan_.allowed), std::pair("ask_again", &plan_.ask_again)}) {
      if (expected.contains(key)) {
        EXPECT_EQ(Names(there->begin(), there->end()), names(expected[key])) << key;
      }
    }
    if (expected.contains("phase")) {
      EXPECT_EQ(plan_.phase, expected["phase"].get<std::string>());
    }
    if (expected.contains("phase_any_of")) {
      EXPECT_TRUE(names(expected["phase_any_of"]).contains(plan_.phase)) << "phase is " << plan_.phase;
    }
    if (expected.contains("pain_limit")) {
      EXPECT_EQ(plan_.pain_limit, expected["pain_limit"].get<double>());
    }
    if (expected.contains("lines")) lines(expected);
    if (expected.contains("exercises_absent")) {
      for (const std::string& id : names(expected["exercises_absent"])) {
        EXPECT_TRUE(std::ranges::find(plan_.lines, id, &SessionLine::exercise) == plan_.lines.end())
            << id << " is in the session";
      }
    }
    if (expected.contains("run")) {
      if (expected["run"] == "none") {
        EXPECT_FALSE(plan_.run) << "runs " << plan_.run->rung;
      } else {
        EXPECT_TRUE(plan_.run && names(expected["run"]["rung_any_of"]).contains(plan_.run->rung))
            << "runs " << (plan_.run ? plan_.run->rung : "nothing");
      }
    }
    if (expected.contains("criteria")) criteria(expected["criteria"]);
    if (expected.contains("rest_rules")) {
      for (const std::string& id : names(expected["rest_rules"])) {
        EXPECT_TRUE(std::ranges::find(plan_.reasons, "rest_rule." + id, &Reason::rule) != plan_.reasons.end())
            << "rest rule " << id << " is not named";
      }
    }
  }

  void lines(const Json& expected) const {
    if (expected["lines"] == "none") {
      EXPECT_TRUE(plan_.lines.empty()) << "the session has lines";
      return;
    }
    for (const Json& wanted : expected["lines"]) {
      const Names any_of = names(wanted["exercise_any_of"]);
      const auto fits = [&](const SessionLine& line) {
        if (!any_of.contains(line.exercise)) return false;
        const auto within = [&](const char* key, double value) {
          return !wanted.contains(key) ||
                 (value >= wanted[key]["min"].get<double>() && value <= wanted[key]["max"].get<double>());
        };
        const bool load = !wanted.contains("load_kg_max") ||
                          line.dose.load_kg.value_or(0.0) <= wanted["load_kg_max"].get<double>();
        return load && within("sets", static_cast<double>(line.dose.amounts.size())) &&
               std::ranges::all_of(line.dose.amounts, [&](double amount) { return within("reps", amount); });
      };
      EXPECT_TRUE(std::ranges::any_of(plan_.lines, fits))
          << "no line fits " << wanted.dump() << "\nlines are " << answer_["lines"].dump();
    }
    if (expected.value("lines_complete", false)) {
      EXPECT_EQ(plan_.lines.size(), expected["lines"].size()) << answer_["lines"].dump();
    }
  }

  void criteria(const Json& expected) const {
    for (const Json& wanted : expected) {
      const auto found =
          std::ranges::find(plan_.criteria, wanted["id"].get<std::string>(), &CriterionReport::id);
      if (found == plan_.criteria.end()) {
        ADD_FAILURE() << "no criterion " << wanted["id"];
        continue;
      }
      EXPECT_EQ(word_of(found->state), wanted["state"].get<std::string>()) << found->id;
      if (wanted.contains("settled_by")) {
        EXPECT_EQ(found->settled_by, wanted["settled_by"].get<std::string>()) << found->id;
      }
    }
  }

  /// Reasons anywhere in the assessment and the plan.
  void reasons(const Json& expected) const {
    std::vector<std::pair<std::string, Names>> given;
    collect(answer_, given);
    for (const Json& wanted : expected) {
      const Names sources = names(wanted["sources"]);
      const bool found = std::ranges::any_of(given, [&](const auto& reason) {
        return reason.first == wanted["rule"].get<std::string>() &&
               std::ranges::includes(reason.second, sources);
      });
      EXPECT_TRUE(found) << "no reason " << wanted.dump();
    }
  }
  static void collect(const Json& json, std::vector<std::pair<std::string, Names>>& out) {
    if (json.is_object() && json.contains("rule") && json.contains("evidence")) {
      out.emplace_back(json["rule"].get<std::string>(), names(json["evidence"]["sources"]));
    }
    if (json.is_structured()) {
      for (const Json& part : json) collect(part, out);
    }
  }

  const Json& expected_;
  const Plan& plan_;
  const Json& answer_;
};

/// Every rule, message id and "kind.id" of what was decided; what was looked at and denied does not count as
/// shown.
inline void appearing(const Json& json, Names& out) {
  if (json.is_object()) {
    for (const char* key : {"rule", "id"}) {
      if (json.contains(key) && json[key].is_string()) out.insert(json[key].get<std::string>());
    }
    if (json.contains("exercise")) out.insert("exercise." + json["exercise"].get<std::string>());
    if (json.contains("rung"))
      out.insert("rung." + (json["rung"].is_string() ? json["rung"].get<std::string>() : ""));
    if (json.contains("techniques")) {
      for (const Json& id : json["techniques"]) out.insert("technique." + id.get<std::string>());
    }
  }
  if (json.is_structured()) {
    for (const Json& part : json) appearing(part, out);
  }
}

inline void must_not_appear(const Json& expected, Json answer) {
  // Flags and gates that are not raised, and the test proposed next, are listed with their rules; only what
  // was decided counts.
  for (const char* list : {"flags", "gates"}) {
    Json kept = Json::array();
    for (const Json& item : answer["assessment"][list]) {
      const std::string state = item["state"];
      if (state == "raised" || state == "holding" || state == "unsure") kept.push_back(item);
    }
    answer["assessment"][list] = kept;
  }
  Names there;
  appearing(answer, there);
  there.insert("verdict." + answer["assessment"]["verdict"].get<std::string>());
  if (!answer["protocol"].get<std::string>().empty())
    there.insert("protocol." + answer["protocol"].get<std::string>());
  for (const std::string& name : names(expected)) EXPECT_FALSE(there.contains(name)) << name << " appears";
}

/// A history and what is expected of it.
struct Told {
  Json expected;
  Case history;
};

/// Nothing, and a failure of the test, where a file cannot be read.
inline std::optional<Told> told_in(const std::filesystem::path& folder) {
  Told told{.expected = read_json(folder / "expected.json"), .history = {}};
  const auto text = read_file(folder / "case.json");
  if (!told.expected.is_object() || !text) {
    ADD_FAILURE() << folder << " lacks case.json or expected.json";
    return std::nullopt;
  }
  Diagnostics diagnostics;
  Result<Case> history = read_case(*text, "case.json", diagnostics);
  if (!history) {
    ADD_FAILURE() << folder << ": " << history.error().text();
    return std::nullopt;
  }
  const Result<void> checked = check_case(*knowledge(), *history, latest_day(*history).value(), diagnostics);
  if (!checked) {
    ADD_FAILURE() << folder << ": " << checked.error().text();
    return std::nullopt;
  }
  told.history = std::move(*history);
  return told;
}

/// One day of a history against what is expected of that day.
inline void holds_on(const Case& history, const Json& block, const std::string& name) {
  const Day day = parse_day(block["as_of"].get<std::string>()).value();
  SCOPED_TRACE(name + " as of " + day_text(day));
  const Plan answer = plan(*knowledge(), history, day);
  const NextTest next = next_test(*knowledge(), history, day);
  const Json json = Json::parse(plan_dump(answer, next));
  Check(block, answer, json).all();
  if (block.contains("next_test")) {
    const Candidate* best = next.best();
    const std::string kind = best == nullptr                           ? "none"
                             : best->kind == Candidate::Kind::question ? "question"
                                                                       : "test";
    EXPECT_EQ(kind, block["next_test"]["kind"].get<std::string>()) << (best == nullptr ? "" : best->id);
    if (best != nullptr && block["next_test"].contains("any_of")) {
      EXPECT_TRUE(names(block["next_test"]["any_of"]).contains(best->id)) << "next is " << best->id;
    }
  }
  if (block.contains("must_not_appear")) must_not_appear(block["must_not_appear"], json);
}

inline void holds(const Told& told, const std::string& name) {
  holds_on(told.history, told.expected, name);
  if (!told.expected.contains("later")) return;
  for (const Json& block : told.expected["later"]) holds_on(told.history, block, name);
}

inline std::vector<std::string> case_names(const std::filesystem::path& in) {
  std::vector<std::string> result;
  for (const auto& folder : std::filesystem::directory_iterator(in)) {
    if (folder.is_directory()) result.push_back(folder.path().filename().string());
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace hamstring::rehab::golden
