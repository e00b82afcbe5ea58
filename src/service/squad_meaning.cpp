#include "service/squad_meaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "rehab/plan/day_plan.h"

namespace hamstring::service {
namespace {

constexpr std::size_t squad_needed = 5;  ///< fewer legs are no squad to be compared with; ours
constexpr int squad_days = 365;          ///< older numbers are nobody's any more; ours

const rehab::TestTrend* trend_of(const std::vector<rehab::TestTrend>& trends, const std::string& test) {
  const auto found =
      std::ranges::find_if(trends, [&](const rehab::TestTrend& t) { return t.test->id == test; });
  return found == trends.end() ? nullptr : &*found;
}

std::optional<double> median(std::vector<double> values) {
  if (values.size() < squad_needed) return std::nullopt;
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

/// How many of a hundred legs have no more.
std::optional<double> percentile(const std::vector<double>& legs, double value) {
  if (legs.size() < squad_needed) return std::nullopt;
  const auto below = std::ranges::count_if(legs, [&](double leg) { return leg < value; });
  const auto same = std::ranges::count(legs, value);
  return 100.0 * (static_cast<double>(below) + 0.5 * static_cast<double>(same)) /
         static_cast<double>(legs.size());
}

const char* change_word(rehab::TestChange change) {
  constexpr const char* words[] = {"first", "same", "up", "down"};
  return words[static_cast<int>(change)];
}

/// A share of the other leg is a word for what a leg can do: for a force, for how often. Of an angle that is
/// missing "86 %" is better than all of it, and of a rotation it is nothing at all.
bool in_percent(const rehab::ClinicalTest& test) {
  return test.measures == rehab::ClinicalTest::Measures::force ||
         test.measures == rehab::ClinicalTest::Measures::count;
}

const rehab::TestLook* last_look(const rehab::TestTrend& trend, bool left) {
  for (auto look = trend.looks.rbegin(); look != trend.looks.rend(); ++look)
    if (left ? look->left.has_value() : look->right.has_value()) return &*look;
  return nullptr;
}

}  // namespace

Json number_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string unit_text(const Words& words, std::string_view unit) {
  std::string key = to_lower(unit);
  std::ranges::replace(key, '/', '_');
  const std::string text = words.if_any("unit." + key);
  return text.empty() ? std::string(unit) : std::string(trim(text));
}

const char* side_word(const rehab::HurtLeg& hurt) {
  constexpr const char* words[] = {"left", "right", "both", "not_known"};
  return hurt.onset ? words[static_cast<int>(hurt.side)] : "none";
}

bool has_a_number(const rehab::ClinicalTest& test) {
  using M = rehab::ClinicalTest::Measures;
  return test.measures != M::pain_only && test.measures != M::result_only;
}

Json squad_test_json(const Words& words, const rehab::ClinicalTest& test) {
  return {{"id", test.id},
          {"name", words("test." + test.id + ".name")},
          {"how", words("test." + test.id + ".how")},
          {"unit", test.unit},
          {"both_sides", test.both_sides},
          {"records_pain", test.records_pain},
          {"min", number_or_null(test.plausible_min)},
          {"max", number_or_null(test.plausible_max)}};
}

void SquadMember::look(const rehab::Knowledge& knowledge) {
  timeline = rehab::timeline_of(*history, today);
  trends = rehab::trends_of(knowledge, timeline);
  hurt = rehab::hurt_leg(timeline, today);
  mass = rehab::body_mass_of(timeline);
}

void SquadMeaning::add(const SquadMember& member) {
  const rehab::TestTrend* trend = trend_of(member.trends, test_);
  if (trend == nullptr) return;
  for (const bool left : {true, false}) {
    const bool hurt = member.hurt.side == rehab::InjuredSide::both ||
                      member.hurt.side == (left ? rehab::InjuredSide::left : rehab::InjuredSide::right);
    const rehab::TestLook* last = last_look(*trend, left);
    if (hurt || last == nullptr || days_between(last->day, member.today) > squad_days) continue;
    const double value = (left ? last->left : last->right)->value;
    squad_.push_back({.person = member.row.id, .value = value, .mass = member.mass});
  }
}

Json SquadMeaning::person(const SquadMember& member) const {
  const std::string not_today = why_not_today(member);
  Json json{
      {"id", member.row.id},     {"name", member.row.name},        {"not_today", not_today},
      {"groups", member.groups}, {"side", side_word(member.hurt)}, {"mass_kg", number_or_null(member.mass)},
      {"result", nullptr}};
  const rehab::TestTrend* trend = trend_of(member.trends, test_);
  if (trend == nullptr) return json;
  json["result"] = result(*trend, member);
  // Whoever shall load nothing has no number to train to.
  if (!not_today.empty()) json["result"]["goal"] = nullptr;
  return json;
}

std::string SquadMeaning::why_not_today(const SquadMember& member) const {
  const auto test = words_.knowledge().tests.find(test_);
  if (test == words_.knowledge().tests.end()) return {};
  const rehab::Plan plan = rehab::plan(words_.knowledge(), *member.history, member.today);
  if (!rehab::waits(plan.tests, test->second)) return {};
  return words_(rehab::Message{.id = "squad.not_today",
                               .arguments = {{"head", fmt::format("head.{}", word_of(plan.day.head))}}});
}

Json SquadMeaning::result(const rehab::TestTrend& trend, const SquadMember& member) const {
  const rehab::TestLook& last = trend.looks.back();
  const Others others = others_of(member.row.id);
  Json json{{"day", day_text(last.day)},
            {"left", leg(trend, true, member.mass, others)},
            {"right", leg(trend, false, member.mass, others)},
            {"ratio", nullptr},
            {"sides", sides(trend, last, member.hurt)},
            {"goal", goal(trend, member, others)},
            {"squad", others.plain.size()}};
  const auto ratio = rehab::leg_ratio(words_.knowledge(), trend, last, member.hurt);
  if (ratio && in_percent(*trend.test))
    json["ratio"] = {{"percent", ratio->percent},
                     {"half_width", ratio->half_width},
                     {"of_hurt", ratio->of_hurt},
                     {"text", json["sides"]}};
  return json;
}

Json SquadMeaning::sides(const rehab::TestTrend& trend, const rehab::TestLook& look,
                         const rehab::HurtLeg& hurt) const {
  const rehab::ClinicalTest& test = *trend.test;
  if (in_percent(test)) {
    const auto ratio = rehab::leg_ratio(words_.knowledge(), trend, look, hurt);
    if (!ratio) return nullptr;
    return words_(rehab::Message{.id = ratio->of_hurt ? "squad.side.injured" : "squad.side.weaker",
                                 .arguments = {{"percent", std::round(ratio->percent)}}});
  }
  if (!test.both_sides || !look.left || !look.right) return nullptr;
  const bool one_hurt = hurt.side == rehab::InjuredSide::left || hurt.side == rehab::InjuredSide::right;
  const bool of_left = hurt.side == rehab::InjuredSide::left;
  const rehab::Measured own = of_left ? *look.left : *look.right, other = of_left ? *look.right : *look.left;
  const double by = own.value - other.value;
  const double error = words_.knowledge().policy.points.bar_z * std::hypot(own.half_width, other.half_width);
  const char* id = !one_hurt ? "squad.side.apart" : by < 0.0 ? "squad.side.less" : "squad.side.more";
  std::string text = words_(rehab::Message{.id = id,
                                           .arguments = {{"by", std::round(std::abs(by))},
                                                         {"error", std::round(error)},
                                                         {"unit", unit_text(words_, test.unit)}}});
  if (test.better == rehab::ClinicalTest::Better::lower) text += words_("squad.side.less_is_better");
  return text;
}

/// A person is not compared with themself.
SquadMeaning::Others SquadMeaning::others_of(const std::string& person) const {
  Others legs;
  for (const Leg& leg : squad_) {
    if (leg.person == person) continue;
    legs.plain.push_back(leg.value);
    if (leg.mass) legs.per_kg.push_back(leg.value / *leg.mass);
  }
  return legs;
}

Json SquadMeaning::leg(const rehab::TestTrend& trend, bool left, const std::optional<double>& mass,
                       const Others& others) const {
  const rehab::TestLook* last = last_look(trend, left);
  if (last == nullptr) return nullptr;
  const rehab::Measured value = left ? *last->left : *last->right;
  const double bar_z = words_.knowledge().policy.points.bar_z;
  const rehab::ChangeSince change = rehab::change_since(trend, left, bar_z);
  Json json{{"value", value.value},
            {"half_width", bar_z * value.half_width},
            {"day", day_text(last->day)},
            {"per_kg", nullptr},
            {"change", change_word(change.change)},
            {"change_text", words_(fmt::format("squad.change.{}", change_word(change.change)))},
            {"by", change.by},
            {"by_half_width", change.half_width},
            {"percentile", number_or_null(percentile(others.plain, value.value))},
            {"percentile_per_kg", nullptr}};
  if (change.since) json["since"] = day_text(*change.since);
  const bool force = trend.test->measures == rehab::ClinicalTest::Measures::force;
  if (!mass || !force) return json;
  json["per_kg"] = value.value / *mass;
  json["percentile_per_kg"] = number_or_null(percentile(others.per_kg, value.value / *mass));
  return json;
}

Json SquadMeaning::goal(const rehab::TestTrend& trend, const SquadMember& member,
                        const Others& others) const {
  std::optional<double> squad = member.mass ? median(others.per_kg) : std::nullopt;
  if (squad) *squad *= *member.mass;
  const auto goal = rehab::strength_goal(trend, member.hurt, squad);
  if (!goal) return nullptr;
  constexpr const char* from[] = {"other_side", "before_injury", "squad"};
  const char* word = from[static_cast<int>(goal->from)];
  const double step = trend.test->resolution > 0.0 ? trend.test->resolution : 1.0;
  Json json{{"value", std::round(goal->value / step) * step},
            {"from", word},
            {"text", words_(fmt::format("target.{}", word))},
            {"label", words_("target.goal")}};
  if (goal->measured) json["day"] = day_text(*goal->measured);
  return json;
}

}  // namespace hamstring::service
