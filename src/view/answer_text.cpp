#include "view/answer_text.h"
#include "core/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "view/plan_words.h"

namespace hamstring::rehab {
namespace {

constexpr int axis_columns = 60;

class Page {
 public:
  Page(const Knowledge& knowledge, const Catalog& catalog) : knowledge_(knowledge), catalog_(catalog) {}

  void line(const std::string& text) { text_ += text + "\n"; }
  void section(const std::string& id) { text_ += "\n" + say(catalog_, id) + "\n"; }
  void item(const std::string& text, int indent = 2) {
    text_ += std::string(static_cast<std::size_t>(indent), ' ') + text + "\n";
  }
  [[nodiscard]] std::string words(const std::string& id) const { return say(catalog_, id); }
  [[nodiscard]] std::string words(const Message& message) const { return say(catalog_, message); }
  [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  void block(std::string_view text) { text_ += text; }
  std::string take() { return std::move(text_); }

  /// "[s094, ours · B · not studied in people like you]"
  [[nodiscard]] std::string chip(const Evidence& evidence, Fit fit) const {
    constexpr const char* statuses[] = {"V", "V2", "Vp", "M", "our_assumption", "blank"};
    constexpr const char* strengths[] = {"A", "B", "C", "D"};
    std::string text =
        fmt::format("{} · {}", fmt::join(evidence.sources, ", "),
                    words(fmt::format("evidence.status.{}", statuses[static_cast<int>(evidence.status)])));
    if (evidence.strength) {
      const char* strength = strengths[static_cast<int>(*evidence.strength)];
      text += " · " + words(fmt::format("evidence.strength.{}", strength));
    }
    if (fit == Fit::not_like_you && evidence.population) {
      text += " · " + words({.id = "evidence.not_in_people_like_you",
                             .arguments = {{"population", evidence.population->words(catalog_.language)}}});
    }
    return "[" + text + "]";
  }

 private:
  const Knowledge& knowledge_;
  const Catalog& catalog_;
  std::string text_;
};

/// The words for something that is still unknown: a question's text or a test's name.
std::string unknown_words(const Page& page, const std::string& fact) {
  const Result<FactName> name = parse_fact_name(fact);
  if (name && name->space == "story") return page.words("question." + name->item + ".ask");
  if (name && name->space == "test") return page.words("test." + name->item + ".name");
  return fact;
}

/// A gate that holds only because nobody was asked yet is among the questions, not among the findings.
bool is_shown(const GateReport& gate) {
  if (gate.state != GateState::holding) return gate.state == GateState::raised;
  return std::ranges::any_of(gate.missing,
                             [](const UnknownFact& f) { return f.cause != UnknownCause::not_asked; });
}

void write_flags(Page& page, const Assessment& a) {
  const auto shown = [](const FlagReport& f) {
    return f.state == FlagState::raised || f.state == FlagState::unsure;
  };
  const bool gates = std::ranges::any_of(a.gates, is_shown);
  if (!std::ranges::any_of(a.flags, shown) && a.rescreen_positive.empty() && !gates) return;
  const bool by_clinician = std::ranges::any_of(a.flags, shown) || !a.rescreen_positive.empty() ||
                            std::ranges::any_of(a.gates, [](const GateReport& gate) {
                              return is_shown(gate) && gate.action != Verdict::day_plan;
                            });
  page.section(by_clinician ? "cli.see_a_doctor" : "cli.what_holds");
  for (const FlagReport& flag : a.flags) {
    if (!shown(flag)) continue;
    page.item(fmt::format("■ {} ({})", page.words("red_flag." + flag.id + ".name"),
                          page.words(fmt::format("state.{}", word_of(flag.state)))));
    page.item(page.words(flag.reason.text), 4);
    page.item(page.chip(flag.reason.evidence, flag.reason.fit), 4);
  }
  for (const std::string& question : a.rescreen_positive)
    page.item("■ " + page.words("question." + question + ".ask"));
  for (const GateReport& gate : a.gates) {
    if (!is_shown(gate)) continue;
    page.item(fmt::format("▲ {} ({})", page.words("gate." + gate.id + ".name"),
                          page.words(fmt::format("state.{}", word_of(gate.state)))));
    page.item(page.words(gate.reason.text), 4);
  }
  // A runner cannot sign for themselves: who can, and where that is entered.
  if (a.only_a_clinician_lifts) page.item(page.words("clearance.who"));
}

void write_picture(Page& page, const PictureReport& picture) {
  page.item(fmt::format("{} {}{}", picture.leading ? "●" : "○",
                        page.words("injury_type." + picture.id + ".name"),
                        picture.leading ? " – " + page.words("cli.leading") : ""));
  const auto clues = [&](const char* label, const std::vector<ClueReport>& list) {
    for (const ClueReport& clue : list)
      page.item(fmt::format("{}: {}", page.words(label), page.words(clue.reason.text)), 4);
  };
  clues("cli.speaks_for", picture.speaks_for);
  clues("cli.speaks_against", picture.speaks_against);
  if (!picture.leading || picture.missing.empty()) return;
  for (const UnknownFact& fact : picture.missing)
    page.item(fmt::format("{}: {}", page.words("cli.missing"), unknown_words(page, fact.fact)), 4);
}

void write_pictures(Page& page, const Assessment& a) {
  const auto told = [](const PictureReport& p) { return p.leading || !p.speaks_for.empty(); };
  if (!std::ranges::any_of(a.pictures, told)) return;
  page.section("cli.pictures");
  for (const PictureReport& picture : a.pictures) {
    if (told(picture)) write_picture(page, picture);
  }
}

void write_prognosis(Page& page, const PrognosisReport& prognosis) {
  page.section("cli.how_long");
  if (!prognosis.known) return page.item(page.words("cli.how_long_not_known"));
  const auto& dots = prognosis.dots_days;
  const double median = 0.5 * (dots[9] + dots[10]);
  page.item(page.words(
      {.id = "prognosis.dots", .arguments = {{"median", static_cast<long long>(std::lround(median))}}}));
  const double step = std::max(1.0, std::ceil(dots.back() / axis_columns));
  std::vector<int> columns(static_cast<std::size_t>(axis_columns) + 1, 0);
  for (const double dot : dots)
    ++columns[static_cast<std::size_t>(std::clamp(dot / step, 0.0, static_cast<double>(axis_columns)))];
  for (int row = std::ranges::max(columns); row > 0; --row) {
    std::string text;
    for (const int count : columns) text += count >= row ? "•" : " ";
    page.item(text.substr(0, text.find_last_not_of(' ') + 1));
  }
  page.item(fmt::format("0{:─>28}{:>{}}{:─>{}}", "", static_cast<int>(step * axis_columns / 2), 4, "", 22) +
            fmt::format("{:>5}", static_cast<int>(step * axis_columns)));
  for (const std::string& id : prognosis.named) page.item("– " + page.words("prognosis." + id + ".name"));
}

/// What is told about what leads: what makes it worse, what one may do, whom to see.
void write_led(Page& page, const LedPicture& led) {
  constexpr std::pair<InjuryType::Advice::Kind, const char*> kinds[] = {
      {InjuryType::Advice::Kind::worse, "advice.worse"},
      {InjuryType::Advice::Kind::meanwhile, "advice.meanwhile"},
      {InjuryType::Advice::Kind::see, "advice.see"}};
  for (const auto& [kind, title] : kinds) {
    page.section(title);
    for (const LedPicture::Advice& advice : led.advice) {
      if (advice.kind != kind) continue;
      page.item("– " + page.words(advice.reason.text));
      page.item(page.chip(advice.reason.evidence, advice.reason.fit), 4);
    }
  }
}

/// What the answers alone let be told: "you can begin" is never said of what a clinician has to lead.
const LedPicture* told_of(const Assessment& a) {
  if (a.verdict != Verdict::self_rehab) return nullptr;
  if (a.led) return &*a.led;
  return a.guide ? &*a.guide : nullptr;
}

/// What leads stands under its name; beside a plan, under what the answers ask for.
void write_assessment(Page& page, const Assessment& a, const LedPicture* told) {
  if (told == nullptr || !a.led) page.line(page.words(fmt::format("verdict.{}", word_of(a.verdict))));
  if (told != nullptr) {
    const std::string name = likely_title(a, *told);
    page.line(page.words(name));
    if (told->likely.text.id != name) page.line(page.words(told->likely.text));
  }
  for (const Diagnostic& note : a.notes.entries()) page.item(note.message);
  write_flags(page, a);
  if (told != nullptr) write_led(page, *told);
  write_pictures(page, a);
}

void write_next(Page& page, const NextTest& next) {
  const Candidate* best = next.best();
  if (best == nullptr) return;
  page.section("cli.next_test");
  if (best->kind == Candidate::Kind::question) {
    page.item(page.words("question." + best->id + ".ask"));
  } else {
    page.item(page.words("test." + best->id + ".name"));
    page.item(page.words("test." + best->id + ".how"));
  }
}

std::string amounts_text(const Page& page, const SessionLine& line) {
  const auto exercise = page.knowledge().exercises.find(line.exercise);
  const std::string unit = exercise == page.knowledge().exercises.end() ? "reps" : exercise->second.dose_unit;
  const auto& amounts = line.dose.amounts;
  const bool even = std::ranges::adjacent_find(amounts, std::not_equal_to<>()) == amounts.end();
  std::string text = even && !amounts.empty() ? fmt::format("{} × {}", amounts.size(), amounts.front())
                                              : fmt::format("{}", fmt::join(amounts, ", "));
  text += " " + page.words("cli.unit." + unit);
  if (line.dose.load_kg) text += fmt::format(", {} kg", *line.dose.load_kg);
  if (line.per_day > 1)
    text +=
        ", " + page.words({.id = "cli.per_day", .arguments = {{"n", static_cast<long long>(line.per_day)}}});
  return text;
}

void write_line(Page& page, const SessionLine& line, bool with_reasons) {
  constexpr const char* changes[] = {"first", "held", "heavier", "lighter", "table"};
  page.item(fmt::format("{}: {}   ({})", page.words("exercise." + line.exercise + ".name"),
                        amounts_text(page, line),
                        page.words(fmt::format("change.{}", changes[static_cast<int>(line.change)]))));
  page.item(page.words("exercise." + line.exercise + ".cue"), 4);
  if (line.weight) page.item(page.words(*line.weight), 4);
  if (!line.tempo_s.empty())
    page.item(fmt::format("{} {} s", page.words("cli.tempo"), fmt::join(line.tempo_s, "-")), 4);
  if (line.rest_s.max > 0)
    page.item(fmt::format("{} {}–{} s", page.words("cli.rest_between"), line.rest_s.min, line.rest_s.max), 4);
  page.item(page.words({.id = "exercise." + line.exercise + ".stop",
                        .arguments = {{"limit", line.stop_above_pain}}}),
            4);
  for (const Reason& reason : line.reasons) {
    page.item(fmt::format("{} {}", page.words(reason.text), page.chip(reason.evidence, reason.fit)), 4);
    if (with_reasons) page.item(reason.rule, 4);
  }
}

std::string pace(double speed_m_s) {
  const int seconds = static_cast<int>(std::lround(1000.0 / speed_m_s));
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

void write_run(Page& page, const RunLine& run, const std::string& protocol) {
  std::string text = page.words("protocol." + protocol + ".rung." + run.rung) + ": ";
  if (run.repeats > 1) text += fmt::format("{} × ", run.repeats);
  if (run.work_s)
    text +=
        *run.work_s >= 120 ? fmt::format("{:g} min", *run.work_s / 60.0) : fmt::format("{:g} s", *run.work_s);
  if (run.work_m) text += fmt::format("{:g} m", *run.work_m);
  if (run.rest_s > 0) text += fmt::format(", {} {:g} s", page.words("cli.rest_between"), run.rest_s);
  page.item(text);
  if (run.speed_m_s) {
    page.item(fmt::format("{:.1f}–{:.1f} km/h ({}–{} min/km)", run.speed_m_s->min * 3.6,
                          run.speed_m_s->max * 3.6, pace(run.speed_m_s->max), pace(run.speed_m_s->min)),
              4);
  } else {
    page.item(page.words(speed_by_feel(run)), 4);
  }
  for (const Reason& reason : run.reasons) page.item(page.chip(reason.evidence, reason.fit), 4);
}

void write_criteria(Page& page, const Plan& plan) {
  if (plan.criteria.empty()) return;
  page.section("cli.criteria");
  for (const CriterionReport& c : plan.criteria) {
    constexpr const char* marks[] = {"●", "▲", "○"};
    std::string text = fmt::format("{} {} – {}", marks[static_cast<int>(c.state)], page.words(c.text),
                                   page.words(fmt::format("state.{}", word_of(c.state))));
    if (c.need > 0 && c.state != CriterionState::met) text += fmt::format(" ({}/{})", c.have, c.need);
    if (c.value)
      text += fmt::format(" · {:g}{}", *c.value,
                          c.half_width && *c.half_width > 0 ? fmt::format(" ± {:.1f}", *c.half_width) : "");
    if (c.measured_on) text += " · " + day_text(*c.measured_on);
    page.item(text);
    if (c.settled_by.starts_with("test.")) {
      page.item(page.words({.id = "criterion.settle_with", .arguments = {{"test", c.settled_by + ".name"}}}),
                4);
    }
  }
}

void write_prescription(Page& page, const Plan& plan) {
  if (!plan.prescription) return;
  const PrescriptionToday& p = *plan.prescription;
  page.item(fmt::format("{} {}", page.words("prescription.by"), p.clinician));
  if (!p.say.empty()) page.item(p.say, 4);
  if (p.suspended) page.item(page.words("prescription.waits"), 4);
  for (const PrescribedExercise& told : p.exercises) {
    if (told.text)
      page.item(
          fmt::format("{}: {}", page.words("exercise." + told.exercise + ".name"), page.words(*told.text)),
          4);
  }
  if (p.run) page.item(page.words(*p.run), 4);
}

void write_today(Page& page, const Plan& plan, bool with_reasons) {
  page.section("cli.today");
  if (plan.day.head == DayHead::morning) {
    page.item(page.words("head.morning"));
    const MorningQuestion& asked = *plan.day.morning;
    page.item(asked.was
                  ? page.words(
                        {.id = "cli.pain_since_open",
                         .arguments = {{"day", asked.day}, {"was", *asked.was}, {"limit", asked.rest_above}}})
                  : page.words({.id = "cli.morning_open", .arguments = {{"day", asked.day}}}),
              4);
  }
  page.item(page.words(fmt::format("head.{}", word_of(plan.day.after_morning))));
  if (plan.day.after_morning <= DayHead::clinician_first || plan.day.after_morning == DayHead::ask_first)
    page.item(page.words(led_by_clinician(plan) != nullptr ? std::string("status.supervision_first")
                                                           : fmt::format("status.{}", word_of(plan.status))),
              4);
  for (const Reason& reason : plan.reasons) {
    if (reason.about != About::background) page.item("– " + page.words(reason.text));
  }
  if (!plan.allowed.empty()) page.item(page.words("cli.allowed"));
  for (const std::string& id : plan.allowed)
    page.item(fmt::format("● {}: {}", page.words("exercise." + id + ".name"),
                          page.words("exercise." + id + ".cue")),
              4);
  const auto again = [&](const char* label, const std::vector<std::string>& questions) {
    for (const std::string& id : questions)
      page.item(fmt::format("{} {}", page.words(label), page.words("question." + id + ".ask")));
  };
  again("cli.ask_again", plan.ask_again);
  again("cli.ask_unsure", plan.unsure);
  write_prescription(page, plan);
  for (const SessionLine& line : plan.lines) write_line(page, line, with_reasons);
  if (plan.run) write_run(page, *plan.run, plan.protocol);
  if (!plan.techniques.empty()) {
    page.section("cli.techniques");
    for (const std::string& id : plan.techniques) {
      const auto technique = page.knowledge().techniques.find(id);
      if (technique == page.knowledge().techniques.end()) continue;
      const auto range = [](const Range& r) {
        return r.min == r.max ? fmt::format("{:g}", r.min) : fmt::format("{:g}–{:g}", r.min, r.max);
      };
      page.item(fmt::format("{}: {} × {} s", page.words("technique." + id + ".name"),
                            range(technique->second.sets), range(technique->second.seconds)));
    }
    page.item(page.words("technique.label"));
  }
  if (const std::string not_now = not_now_text(page.catalog(), plan); !not_now.empty()) {
    page.line("");
    page.item(not_now);
  }
}

/// A list of exercises by their names instead of their ids.
Message with_names(const Catalog& catalog, Message message) {
  const auto list = message.arguments.find("list");
  if (message.id != "replay.exercises" || list == message.arguments.end()) return message;
  std::string names;
  for (const std::string_view id : split_fields(std::get<std::string>(list->second), ',')) {
    const auto name = catalog.text.find(fmt::format("exercise.{}.name", trim(id)));
    names += fmt::format("{}{}", names.empty() ? "" : ", ",
                         name == catalog.text.end() ? std::string(trim(id)) : name->second);
  }
  list->second = names;
  return message;
}

}  // namespace

std::string say(const Catalog& catalog, const Message& message) {
  return render(catalog, message).value_or("<" + message.id + ">");
}

std::string say(const Catalog& catalog, const std::string& id) {
  return say(catalog, Message{.id = id, .arguments = {}});
}

std::string assessment_text(const Knowledge& knowledge, const Catalog& catalog, const Assessment& assessment,
                            const NextTest& next) {
  Page page(knowledge, catalog);
  write_assessment(page, assessment, told_of(assessment));
  write_prognosis(page, assessment.prognosis);
  write_next(page, next);
  return page.take();
}

std::string plan_text(const Knowledge& knowledge, const Catalog& catalog, const Plan& plan,
                      const NextTest& next, bool with_reasons) {
  Page page(knowledge, catalog);
  // Whoever was not hurt has no day of it, and the day itself needs no count.
  page.line(page.words(
      {.id = plan.day_of_injury > 0 ? "cli.day_of_injury" : "cli.day_alone",
       .arguments = {{"today", plan.today}, {"day", static_cast<long long>(plan.day_of_injury)}}}));
  if (!plan.phase.empty()) {
    page.line(page.words({.id = "cli.plan_phase",
                          .arguments = {{"protocol", "protocol." + plan.protocol + ".name"},
                                        {"phase", "protocol." + plan.protocol + ".phase." + plan.phase},
                                        {"day", static_cast<long long>(plan.day_in_phase)}}}));
  }
  write_assessment(page, plan.assessment, picture_to_tell(plan));
  for (const Message& told : hurt_again_told(knowledge, plan)) page.line(page.words(told));
  write_today(page, plan, with_reasons);
  // Whoever must see a doctor first is not sent through a list of questions.
  if (!plan.ask.empty() && plan.status == PlanStatus::ask_first) {
    const auto& questions = knowledge.questions;
    const bool only_news = std::ranges::all_of(plan.ask, [&](const std::string& id) {
      const auto question = questions.find(id);
      return question != questions.end() && question->second.rescreen;
    });
    page.section(only_news && plan.assessment.verdict != Verdict::self_rehab ? "cli.ask_since" : "cli.ask");
    for (const std::string& question : plan.ask)
      page.item("– " + page.words("question." + question + ".ask"));
  }
  write_criteria(page, plan);
  page.block(care_text(knowledge, catalog, plan.care));
  page.block(follow_up_text(catalog, plan.follow_up));
  write_prognosis(page, plan.assessment.prognosis);
  if (plan.assessment.verdict < Verdict::urgent) write_next(page, next);
  if (with_reasons) {
    page.section("cli.why");
    for (const Reason& reason : plan.reasons) {
      page.item(fmt::format("{}: {} {}", reason.rule, page.words(reason.text),
                            page.chip(reason.evidence, reason.fit)));
      if (!reason.facts.empty()) page.item(fmt::format("{}", fmt::join(reason.facts, ", ")), 4);
    }
  }
  return page.take();
}

std::string replay_text(const Catalog& catalog, const Replay& replay) {
  std::string text =
      say(catalog, Message{.id = "cli.replay",
                           .arguments = {{"a", "protocol." + replay.protocol_a + ".name"},
                                         {"b", "protocol." + replay.protocol_b + ".name"},
                                         {"days", static_cast<long long>(replay.days_compared)}}}) +
      "\n";
  if (replay.differences.empty()) return text + say(catalog, "cli.replay_same") + "\n";
  std::optional<Day> day;
  for (const DayDifference& difference : replay.differences) {
    if (day != difference.day) text += "\n" + day_text(difference.day) + "\n";
    day = difference.day;
    text += fmt::format("  {}\n    A: {}\n    B: {}\n",
                        say(catalog, fmt::format("cli.replay_what_{}", static_cast<int>(difference.what))),
                        say(catalog, with_names(catalog, difference.a)),
                        say(catalog, with_names(catalog, difference.b)));
    if (!difference.why_a.empty()) text += fmt::format("    A ← {}\n", difference.why_a.back().rule);
    if (!difference.why_b.empty()) text += fmt::format("    B ← {}\n", difference.why_b.back().rule);
  }
  return text;
}

}  // namespace hamstring::rehab
