#include "tests/lives/life.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rehab/standing/facts.h"
#include "rehab/standing/pain_today.h"

namespace hamstring::lives {

using namespace rehab;

namespace {

constexpr double opens_on_a_missed_day = 0.5;  ///< ours: who does not train opens the app every second day
constexpr int appointment_after_days = 2;      ///< ours: until a clinician has time
constexpr int lately_days = 21;

std::string test_of(const std::string& settled_by) {
  return settled_by.starts_with("test.") ? settled_by.substr(5) : "";
}

std::string question_of(const std::string& settled_by) {
  return settled_by.starts_with("question.") ? settled_by.substr(9) : "";
}

}  // namespace

Life::Life(const Knowledge& knowledge, const Healing& healing, const Draw& draw, LifeOptions options)
    : knowledge_(knowledge),
      draw_(draw),
      truth_(healing, draw),
      options_(std::move(options)),
      days_missed_(draw.seed * 7919 + 17) {}

LifeResult Life::live(bool keep_diary) {
  keep_diary_ = keep_diary;
  result_.prone = truth_.prone();
  const int start = static_cast<int>(truth_.days_until_start());
  told_.resize(static_cast<std::size_t>(options_.days) + 1);
  for (int on = 0; on <= options_.days; ++on) {
    if (on > 0) truth_.sleep();
    if (!result_.well && truth_.well(on)) result_.well = on;
    if (on >= start) live_day(on);
    if (result_.reinjured || (result_.returned && on >= *result_.returned + options_.after_return)) break;
  }
  if (protocol_ != nullptr) result_.protocol = protocol_->id;
  return std::move(result_);
}

void Life::live_day(int on) {
  choose_missed_days();
  said_now_ = truth_.said(truth_.pain(on, "walking"));
  if (options_.bad_mornings.contains(on)) said_now_ = std::min(10.0, said_now_ + 2.0);
  if (trained_on_ == on - 1) morning_after_ = said_now_;
  const bool first = !trained_on_ && entries_.empty();
  std::bernoulli_distribution opens(opens_on_a_missed_day);
  if (first || !missed_ || opens(days_missed_)) {
    if (first) tell_story(on);
    morning(on);
    do_what_is_asked(on);
    const Plan plan = plan_now(on);
    note(on, plan);
    if (plan.status == PlanStatus::session) {
      truth_.note_done(!missed_);
      ++result_.asked;
      lately_done_.push_back(!missed_);
      if (!missed_) train(on, plan);
    }
    if (trained_on_ != on) in_a_row_ = 0;
  } else {
    in_a_row_ = 0;
  }
  while (std::ssize(lately_done_) > lately_days) lately_done_.pop_front();
  end_day(on);
}

/// Days without training come in runs (healing.toml, person.compliance).
void Life::choose_missed_days() {
  const double length = truth_.constant("person.compliance.missed_days_come_in_runs");
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  if (missing_left_ > 0) {
    --missing_left_;
    missed_ = true;
    return;
  }
  // A share 1 - c of all days lies in gaps of that mean length.
  const double share = 1.0 - truth_.compliance();
  missed_ = uniform(days_missed_) < share / (share + length * (1.0 - share));
  if (!missed_) return;
  while (uniform(days_missed_) > 1.0 / length) ++missing_left_;
}

void Life::add(int on, EntryBody body, Who by) {
  entries_.push_back(make_entry("l" + std::to_string(entries_.size()), day(on), std::move(body), by));
  entries_.back().recorded_s += std::ssize(entries_);  // in the order in which it was told
  told_[static_cast<std::size_t>(on)].push_back({.day = day(on), .versions = {&entries_.back()}});
}

void Life::tell_story(int on) {
  add(0, PersonEntry{.birth_day = {},
                     .birth_year = 2024 - static_cast<int>(truth_.age()),
                     .sex = truth_.woman() ? Sex::female : Sex::male,
                     .level = Level::amateur,
                     .sports = {options_.sport},
                     .body_mass_kg = {}});
  if (options_.other_side_since > 0) {
    entries_.push_back(make_entry(
        "l-other", day(-options_.other_side_since),
        InjuryEntry{.side = InjuredSide::left, .relapse = false, .onset_known = OnsetKnown::exact}));
    told_[0].push_back({.day = entries_.back().day, .versions = {&entries_.back()}});
  }
  add(0, InjuryEntry{.side = options_.side, .relapse = options_.relapse, .onset_known = OnsetKnown::exact});
  for (int before = 0; before < on; ++before) end_day(before);
  add(on, SettingEntry{.key = SettingKey::equipment,
                       .value = std::vector<std::string>{"dumbbell", "foot_anchor", "inclinometer", "mat",
                                                         "slider", "tape_measure", "track"}});
  if (!options_.protocol.empty()) {
    // Nobody stands beside whoever follows what may be followed alone.
    const auto protocol = knowledge_.protocols.find(options_.protocol);
    const bool alone =
        protocol != knowledge_.protocols.end() && protocol->second.complete && protocol->second.unsupervised;
    if (!alone) add(on, SettingEntry{.key = SettingKey::supervised, .value = true}, Who::clinician);
    add(on, SettingEntry{.key = SettingKey::protocol, .value = options_.protocol});
  }
  for (const auto& [id, question] : knowledge_.questions) {
    if (question.set != Question::Set::imaging && question.set != Question::Set::check_in)
      answer(on, question);
  }
}

void Life::answer(int on, const Question& question) {
  const std::string& id = question.id;
  const bool tendon = truth_.picture() == "proximal_tendinopathy";
  if (!question.zones.empty()) {  // pointed at on a drawing, without an error
    add(on, AnswerEntry{.question = id, .value = std::string(tendon ? "sit_bone" : "middle")});
    return;
  }
  const double pain = truth_.said(truth_.pain(on, "walking"));
  const std::map<std::string, std::string, std::less<>> words = {
      {"onset", truth_.gradual() ? "gradual" : "sudden"},
      {"moment", truth_.gradual()                     ? "none"
                 : truth_.picture() == "stretch_type" ? "slow_stretch"
                                                      : "sprint"},
      {"stop_at_once", truth_.gradual() ? "no" : "yes"},
      {"walk", pain > 2.0 ? "limping" : "normal"},
      {"thigh_tender", "clear"},
      {"training_change", truth_.gradual() ? "more" : "same"},
      {"fast_running_change", truth_.gradual() && !tendon ? "more" : "same"},
      {"pain_at_sit_bone", tendon ? "yes" : "no"},
      {"pain_sitting", tendon ? "yes" : "no"}};
  const std::map<std::string, double, std::less<>> numbers = {
      {"previous_hamstrings", std::max(truth_.previous_injuries(), options_.relapse ? 1 : 0)},
      {"pain_at_injury", std::round(truth_.peak_pain())},
      {"confidence", truth_.said_confidence(on)},
      {"insecurity", std::round(truth_.insecurity(on))},
      {"full_trainings", full_trainings_},
      {"top_speed_m_s", truth_.top_speed()},
      {"easy_speed_m_s", 0.4 * truth_.top_speed()}};
  if (question.answer == Question::Answer::yes_no) {
    const auto word = words.find(id);
    add(on, AnswerEntry{.question = id, .value = word == words.end() ? std::string("no") : word->second});
  } else if (question.answer == Question::Answer::choice) {
    if (const auto word = words.find(id); word != words.end())
      add(on, AnswerEntry{.question = id, .value = word->second});
  } else if (question.answer == Question::Answer::number) {
    if (const auto number = numbers.find(id); number != numbers.end())
      add(on, AnswerEntry{.question = id, .value = number->second});
  } else if (id == "last_return_day" && (options_.relapse || truth_.previous_injuries() > 0)) {
    add(on, AnswerEntry{.question = id, .value = day_text(day(options_.relapse ? -30 : -400))});
  }
}

/// How it is this morning, also after yesterday's session.
void Life::morning(int on) {
  if (trained_on_ == on - 1)
    add(on, PainEntry{.when = PainWhen::next_morning, .value = said_now_, .rescreen = calm()});
  // Somebody who did not open the app that day is asked for three days.
  if (morning_after_ && trained_on_ && on - *trained_on_ > 1 && on - *trained_on_ <= 3)
    add(on, MorningEntry{.session = last_session_, .value = *morning_after_, .rescreen = calm()});
  morning_after_.reset();
  add(on, PainEntry{.when = PainWhen::now, .value = said_now_, .rescreen = calm()});
}

void Life::do_what_is_asked(int on) {
  for (int round = 0; round < 6; ++round) {
    const Plan plan = plan_now(on);
    bool told = answer_what_is_asked(on, plan);
    if (!told) told = ask_a_clinician(on, plan);
    if (!told) told = do_tests(on, plan);
    if (!told) return;
  }
}

bool Life::answer_what_is_asked(int on, const Plan& plan) {
  bool told = false;
  std::vector<std::string> asked = plan.ask;
  asked.insert(asked.end(), plan.ask_again.begin(), plan.ask_again.end());
  for (const std::string& id : asked) {
    const int tries = answered_on_[id] == on ? 1 : 0;
    if (tries > 0) continue;
    answered_on_[id] = on;
    answer(on, knowledge_.questions.find(id)->second);
    told = true;
  }
  return told;
}

/// Where somebody has to look first, the simulated clinician clears exactly what the app asks for.
bool Life::ask_a_clinician(int on, const Plan& plan) {
  std::vector<std::pair<Cleared, std::string>> wanted;
  if (plan.assessment.verdict >= Verdict::clinician_first) {
    for (const FlagReport& flag : plan.assessment.flags) {
      if (flag.state == FlagState::raised || flag.state == FlagState::unsure)
        wanted.emplace_back(Cleared::flag, flag.id);
    }
    for (const GateReport& gate : plan.assessment.gates) {
      if (gate.state == GateState::raised || gate.state == GateState::holding)
        wanted.emplace_back(Cleared::gate, gate.id);
    }
  }
  if (wanted.empty() && !options_.protocol.empty() && plan.status != PlanStatus::clinician_first) {
    // What the protocol leaves to a clinician's judgment: done once the truth is there.
    for (const CriterionReport& criterion : plan.criteria) {
      const bool blank =
          criterion.settled_by == "clinician" && criterion.state != CriterionState::met && !criterion.beside;
      if (blank && truth_.speed_tolerance(on) >= clinician_waits_for(plan))
        wanted.emplace_back(Cleared::gate, plan.protocol + "." + plan.phase + "." + criterion.id);
    }
  }
  if (wanted.empty()) {
    clinician_wait_ = 0;
    return false;
  }
  ++result_.clinician_days;
  if (refused_on_["wait"] != on) {
    refused_on_["wait"] = on;
    ++clinician_wait_;
  }
  if (clinician_wait_ <= appointment_after_days) return false;
  clinician_wait_ = 0;
  for (auto& [of, ref] : wanted)
    add(on, ClearanceEntry{.of = of, .ref = std::move(ref), .clinician = "A. Sample"}, Who::clinician);
  return true;
}

/// Share of top speed from which a clinician lets the next phase begin: phases share the way evenly.
double Life::clinician_waits_for(const Plan& plan) const {
  const auto& phases = protocol_->phases;
  const auto present = std::ranges::find(phases, plan.phase, &Phase::id);
  const auto returning = std::ranges::find(phases, true, &Phase::is_return);
  return 100.0 * static_cast<double>(present - phases.begin() + 1) /
         static_cast<double>(std::max<std::ptrdiff_t>(1, returning - phases.begin()));
}

std::vector<std::string> Life::asked_for(const Plan& plan) {
  std::vector<std::string> result;
  for (const CriterionReport& criterion : plan.criteria) {
    if (criterion.state != CriterionState::met) result.push_back(criterion.settled_by);
  }
  for (const Reason& reason : plan.reasons) {  // what is clearly not met is asked for again
    if (reason.about == About::held) result.insert(result.end(), reason.facts.begin(), reason.facts.end());
  }
  for (const rehab::Care& care : plan.care) {
    for (const std::string& test : care.measure) result.push_back("test." + test);
  }
  for (std::string& best : best_next_test(plan)) result.push_back(std::move(best));
  return result;
}

bool Life::do_tests(int on, const Plan& plan) {
  bool told = false;
  for (const std::string& settled_by : asked_for(plan)) told |= look(on, settled_by);
  return told;
}

bool Life::look(int on, const std::string& settled_by) {
  if (const std::string id = question_of(settled_by); !id.empty()) {
    if (answered_on_[id] == on) return false;
    answered_on_[id] = on;
    answer(on, knowledge_.questions.find(id)->second);
    return true;
  }
  const auto found = knowledge_.tests.find(test_of(settled_by));
  if (found == knowledge_.tests.end()) return false;
  const ClinicalTest& what = found->second;
  // Not more often than the app asks for it, and once a day.
  const auto last = tested_on_.find(what.id);
  if (last != tested_on_.end() && last->second == on) return false;
  std::optional<double> limit;
  if (protocol_ != nullptr) limit = pain_limit_of(rehab::settings_of(now_.ledger), *protocol_);
  if (const auto again = test_again_on(now_, what, limit); again && *again > day(on)) return false;
  if (refused_on_[what.id] == on || !may_test(what)) return false;
  if (!truth_.chance(truth_.constant("person.compliance.tests_done") * truth_.compliance())) {
    refused_on_[what.id] = on;
    return false;
  }
  return test(on, what);
}

bool Life::may_test(const ClinicalTest& test) {
  const CaseFacts facts(knowledge_, now_, now_.day);
  return evaluate(test.allowed_when, facts).truth == rehab::Truth::yes;
}

bool Life::test(int on, const ClinicalTest& what) {
  tested_on_[what.id] = on;
  TestEntry entry{.test = what.id, .result = "", .left = {}, .right = {}, .pain = {}, .rescreen = calm()};
  const bool both = options_.side == InjuredSide::both || options_.other_side_since > 0;
  const auto legs = [&](const Truth::Legs& measured) {
    entry.right = measured.injured;
    entry.left = both ? measured.injured : measured.other;
  };
  double pain = truth_.pain(on, "single_leg_squat");
  if (what.id == "walk_test") {
    pain = truth_.pain(on, "walking");
    entry.result = pain > 2.0 ? "limping" : "normal";
  } else if (what.id == "palpation") {
    const double length = truth_.measured_tenderness(on);
    entry.result = length > 0.0 ? "tender" : "not_tender";
    entry.right = {length};
    pain = length > 0.0 ? truth_.pain(on, "palpation") : 0.0;
  } else if (what.id == "active_knee_extension" || what.id == "passive_knee_extension") {
    legs(truth_.measured_knee_extension(on, what.repeats));
  } else if (what.id == "single_leg_bridge" || what.id == "single_leg_squat") {
    legs(truth_.bridge_count(on));
    if (what.id == "single_leg_bridge") pain = truth_.pain(on, "single_leg_bridge");
  } else if (what.id.starts_with("strength_")) {
    legs(truth_.measured_strength(on, what.id.substr(9), what.repeats));
    pain = truth_.pain(on, "isometric_test");
  } else if (what.id == "h_test") {
    // Somebody who is insecure in it feels it; the range itself returns with the straight leg raise.
    const double range = 97.0 - truth_.straight_leg_raise_deficit(on);
    entry.right.assign(static_cast<std::size_t>(what.repeats), range);
    entry.left.assign(static_cast<std::size_t>(what.repeats), 97.0);
    pain = truth_.insecurity(on) > 0.0 ? truth_.running_pain(on, 100.0) : 0.0;
  } else if (what.id == "modified_bent_knee_stretch" || what.id == "puranen_orava") {
    entry.result = truth_.pain(on, "palpation") > 2.0 ? "positive" : "negative";
  } else if (what.id == "pelvic_tilt" || what.id == "hip_rotation") {
    legs(truth_.measured_hips(what.repeats));
    result_.hips_measured.push_back(on);
  } else {
    return false;  // nobody asks for it here
  }
  if (what.records_pain) entry.pain = truth_.said(pain);
  for (std::vector<double>* side : {&entry.left, &entry.right}) {
    for (double& value : *side)
      value = std::clamp(std::round(value), what.plausible_min.value_or(value),
                         what.plausible_max.value_or(value));
  }
  add(on, std::move(entry));
  return true;
}

}  // namespace hamstring::lives
