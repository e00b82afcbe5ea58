// hamstring log CASE: what is new today, asked in the terminal and added to the case file.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <set>

#include "apps/cli/log_visit.h"
#include "apps/cli/prompt.h"
#include "apps/cli/rehab_input.h"
#include "core/file.h"
#include "core/text.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/illness.h"
#include "view/answer_text.h"

namespace hamstring::cli {
namespace {

using namespace rehab;

class DailyLog {
 public:
  DailyLog(const RehabInput& input, const Catalog& catalog, std::istream& in, std::ostream& out)
      : knowledge_(input.knowledge), history_(input.history), today_(input.today), prompt_(catalog, in, out) {
    for (const Entry& entry : history_.entries) {
      ids_.insert(entry.id);
      if (entry.day == today_) recorded_s_ = std::max(recorded_s_, entry.recorded_s + 1);
    }
    recorded_s_ = std::max(recorded_s_, parse_instant(day_text(today_) + "T12:00:00Z").value_or(0));
  }

  /// What was answered until the end or 'stop', added to the history.
  Case run() {
    prompt_.tell("cli.log_welcome");
    if (ask_short_set() && ask_pain_now() && !alarmed_) {
      ask_well_again();
      if (!prompt_.stopped()) ask_function();
      if (!prompt_.stopped()) ask_unsure();
      if (!prompt_.stopped()) ask_morning();
      if (!prompt_.stopped()) ask_session();
      if (!prompt_.stopped()) ask_tests();
      if (!prompt_.stopped()) ask_check_ins();
      if (!prompt_.stopped()) ask_visits();
    }
    return std::move(history_);
  }

 private:
  /// `corrects`: the entry that this one stands for, about its day.
  void add(EntryBody body, const std::string& corrects = {}) {
    Entry entry;
    int number = 1;
    do {
      entry.id = fmt::format("{}-{}", day_text(today_), number++);
    } while (!ids_.insert(entry.id).second);
    entry.day = today_;
    const std::int64_t second = recorded_s_++ % 86400;
    entry.recorded_at =
        fmt::format("{}T{:02}:{:02}:{:02}Z", day_text(today_), second / 3600, second / 60 % 60, second % 60);
    entry.body = std::move(body);
    entry.replaces = corrects;
    const auto before = std::ranges::find(history_.entries, corrects, &Entry::id);
    if (before != history_.entries.end()) entry.day = before->day;
    finish_entry(entry);
    history_.entries.push_back(std::move(entry));
    sort_entries(history_);
  }

  void ask_visits() {
    if (auto whole = ask_morning_after_visit(prompt_, history_, today_))
      add(std::move(whole->first), whole->second);
    if (prompt_.stopped()) return;
    if (auto visit = ask_visit(prompt_, knowledge_, history_, today_)) add(std::move(*visit));
  }

  /// Nothing is taken for a no: 'none' has to be said.
  bool ask_short_set() {
    prompt_.tell("cli.log_short_set");
    const auto& set = knowledge_.short_set;
    for (std::size_t i = 0; i < set.size(); ++i)
      prompt_.show(fmt::format("  {}  {}", i + 1, say(prompt_.catalog(), "question." + set[i] + ".ask")));
    while (const auto text = prompt_.line()) {
      if (read_short_set(*text)) return true;
      prompt_.tell("cli.not_understood");
    }
    return false;
  }

  bool read_short_set(const std::string& text) {
    screen_ = Rescreen{
        .none_of_these = text == "none" || text == "no" || text == "0" || text == "keine" || text == "nein",
        .replies = {}};
    if (screen_.none_of_these) return true;
    // The others are not named: 'nothing else is new' answers nothing that somebody was not sure of.
    for (const std::string_view part : split_fields(text, ',')) {
      std::string_view word = trim(part);
      const bool unsure = word.ends_with('?');
      if (unsure) word.remove_suffix(1);
      const auto number = parse_integer(trim(word));
      if (!number || *number < 1 || *number > std::ssize(knowledge_.short_set)) return false;
      screen_.replies[knowledge_.short_set[static_cast<std::size_t>(*number - 1)]] =
          unsure ? Reply::unsure : Reply::yes;
    }
    alarmed_ = true;
    return true;
  }

  bool ask_pain_now() {
    std::optional<double> pain;
    while (!pain) {
      if (!prompt_.pain("cli.pain_now", pain)) return false;
    }
    pain_now_ = *pain;
    add(PainEntry{.when = PainWhen::now, .value = *pain, .rescreen = screen_});
    return true;
  }

  /// Whether the illness that keeps today free of a session is over.
  void ask_well_again() {
    const std::optional<IllnessEntry> illness = plan(knowledge_, history_, today_).illness;
    if (!illness || illness->from == today_) return;
    const Message question{.id = "cli.log_well_again", .arguments = {{"from", illness->from}}};
    std::string reply;
    prompt_.until(question, [&](const std::string& text) {
      reply = read_yes_no(text).value_or("");
      return !reply.empty();
    });
    if (reply == "yes") add(well_again(*illness, today_));
  }

  /// What somebody can do today, where it holds the plan: asked again each time. A danger sign never is.
  void ask_function() {
    for (const std::string& id : plan(knowledge_, history_, today_).ask_again) {
      const auto word = ask_word(knowledge_.questions.find(id)->second);
      if (!word) return;
      add(AnswerEntry{.question = id, .value = *word});
    }
  }

  /// One of its options, by number or word; Enter alone is unsure. Nothing at the end of the input.
  std::optional<std::string> ask_word(const Question& question) {
    const std::string name = "question." + question.id;
    prompt_.tell(name + ".ask");
    for (std::size_t i = 0; i < question.options.size(); ++i)
      prompt_.show(
          fmt::format("  {}  {}", i + 1, say(prompt_.catalog(), name + ".option." + question.options[i])));
    while (auto text = prompt_.line()) {
      const auto number = parse_integer(*text);
      if (number && *number >= 1 && *number <= std::ssize(question.options))
        return question.options[static_cast<std::size_t>(*number - 1)];
      if (std::ranges::find(question.options, *text) != question.options.end()) return text;
      if (*text == "unsure" || text->empty() || *text == "?") return "unsure";
      prompt_.tell("cli.not_understood");
    }
    return std::nullopt;
  }

  /// Numbers that the next phase waits for and that nobody told today: how much the leg is trusted, how many
  /// trainings there were. Enter leaves one as it is.
  void ask_check_ins() {
    const Plan now = plan(knowledge_, history_, today_);
    std::set<std::string> asked;
    for (const CriterionReport& criterion : now.criteria) {
      constexpr std::string_view space = "question.";
      if (criterion.state == CriterionState::met || !criterion.settled_by.starts_with(space)) continue;
      const auto question = knowledge_.questions.find(criterion.settled_by.substr(space.size()));
      if (question == knowledge_.questions.end() || criterion.measured_on == today_) continue;
      if (question->second.answer != Question::Answer::number || !asked.insert(question->first).second)
        continue;
      std::optional<double> value;
      if (!prompt_.until("question." + question->first + ".ask", [&](const std::string& text) {
            value = parse_double(text);
            return text.empty() ||
                   (value && *value >= question->second.min && *value <= question->second.max);
          }))
        return;
      if (value) add(AnswerEntry{.question = question->first, .value = *value});
    }
  }

  /// Danger signs nobody was sure of: each ends by its own answer. Enter leaves it as it is.
  void ask_unsure() {
    for (const std::string& id : plan(knowledge_, history_, today_).unsure) {
      prompt_.tell("cli.ask_unsure");
      std::string reply;
      if (!prompt_.until("question." + id + ".ask", [&](const std::string& text) {
            reply = read_yes_no(text).value_or("");
            return !reply.empty();
          }))
        return;
      if (reply != "unsure") add(AnswerEntry{.question = id, .value = reply});
    }
  }

  /// The same question, at the same time, as on Today: rehab/day_status.h decides.
  void ask_morning() {
    const DayStatus day = plan(knowledge_, history_, today_).day;
    if (!day.morning) return;
    std::optional<double> pain;
    if (day.morning->was) {
      prompt_.tell(
          {.id = "cli.log_pain_since",
           .arguments = {
               {"day", day.morning->day}, {"was", *day.morning->was}, {"limit", day.morning->rest_above}}});
      if (prompt_.pain("cli.log_zero_to_ten", pain) && pain)
        add(PainEntry{.when = PainWhen::now, .value = *pain, .rescreen = screen_});
      return;
    }
    const Message question{.id = "cli.log_morning", .arguments = {{"day", day.morning->day}}};
    prompt_.tell(question);
    // Enter alone is an answer too: nobody is asked again for what they do not remember.
    if (prompt_.pain("cli.log_zero_to_ten", pain))
      add(MorningEntry{.session = day.morning->session, .value = pain, .rescreen = screen_});
  }

  void ask_session() {
    std::optional<Done> done;
    const bool answered = prompt_.until("cli.log_trained", [&](const std::string& text) {
      if (text.starts_with("a")) done = Done::all;
      if (text.starts_with("p") || text.starts_with("t")) done = Done::part;
      if (text.empty() || text.starts_with("n") || text.starts_with("k")) done = Done::none;
      return done.has_value();
    });
    if (!answered || !done || done == Done::none) return;
    SessionEntry session{.done = *done,
                         .skipped_for = {},
                         .before = pain_now_,
                         .worst = {},
                         .after = {},
                         .next_morning = {},
                         .lines = {},
                         .run = {},
                         .rescreen = screen_};
    const Plan asked = plan(knowledge_, history_, today_);
    if (!prompt_.pain("cli.log_before", session.before) || !prompt_.pain("cli.log_worst", session.worst))
      return;
    for (const SessionLine& line : asked.lines) {
      DoneLine row{.exercise = line.exercise,
                   .sets = static_cast<int>(line.dose.amounts.size()),
                   .reps = line.dose.amounts,
                   .load_kg = line.dose.load_kg,
                   .worst = {}};
      if (done == Done::part && !ask_sets(row)) return;
      if (line.weight && row.sets > 0 && !ask_weight(line, row)) return;
      if (row.sets > 0) session.lines.push_back(std::move(row));
    }
    if (asked.run && !ask_run(*asked.run, asked.protocol, done == Done::all, session)) return;
    add(std::move(session));
  }

  bool ask_sets(DoneLine& row) {
    const int most = row.sets;
    const Message question{.id = "cli.log_sets",
                           .arguments = {{"exercise", "exercise." + row.exercise + ".name"},
                                         {"sets", static_cast<long long>(most)}}};
    return prompt_.until(question, [&](const std::string& text) {
      const auto number = text.empty() ? std::optional<long long>(0) : parse_integer(text);
      if (!number || *number < 0 || *number > most) return false;
      row.sets = static_cast<int>(*number);
      row.reps.resize(static_cast<std::size_t>(row.sets));
      return true;
    });
  }

  /// The kilograms of a try-out set, and how many more would have gone; Enter alone leaves it open.
  bool ask_weight(const SessionLine& line, DoneLine& row) {
    const auto number = [&](const char* id, double most, CompactNumber& into) {
      const Message question{.id = id, .arguments = {{"exercise", "exercise." + row.exercise + ".name"}}};
      return prompt_.until(question, [&](const std::string& text) {
        const auto read = parse_double(trim(text));
        const bool can_be = read && *read >= 0.0 && *read <= most;
        if (can_be) into = read;
        return text.empty() || can_be;
      });
    };
    constexpr double most_kg = 1000, most_left = 30;
    if (line.try_out && !number("cli.log_kilograms", most_kg, row.load_kg)) return false;
    if (!row.load_kg) return true;
    if (!number("cli.log_more_left", most_left, row.reps_left)) return false;
    if (row.reps_left) row.reps_left = std::floor(*row.reps_left);
    return true;
  }

  bool ask_run(const RunLine& run, const std::string& protocol, bool all, SessionEntry& session) {
    std::string reply = all ? "yes" : "";
    const Message question{.id = "cli.log_run",
                           .arguments = {{"rung", "protocol." + protocol + ".rung." + run.rung}}};
    if (!all && !prompt_.until(question, [&](const std::string& text) {
          reply = read_yes_no(text).value_or("");
          return !reply.empty();
        }))
      return false;
    if (reply == "yes") session.run = DoneRun{.rung = run.rung, .completed = true};
    return true;
  }

  /// Tests that would settle what stands before the next phase.
  void ask_tests() {
    std::set<std::string> offered;
    for (const CriterionReport& criterion : plan(knowledge_, history_, today_).criteria) {
      if (!criterion.settled_by.starts_with("test.")) continue;
      const auto test = knowledge_.tests.find(criterion.settled_by.substr(5));
      if (test == knowledge_.tests.end() || !offered.insert(test->first).second) continue;
      if (!ask_test(test->second)) return;
    }
  }

  bool ask_test(const ClinicalTest& test) {
    std::string reply;
    const Message question{.id = "cli.log_test", .arguments = {{"test", "test." + test.id + ".name"}}};
    if (!prompt_.until(question, [&](const std::string& text) {
          reply = text == "?" ? "" : read_yes_no(text).value_or("");
          if (text == "?") prompt_.tell("test." + test.id + ".how");
          return !reply.empty();
        }))
      return false;
    if (reply != "yes") return true;
    TestEntry entry{.test = test.id, .result = "", .left = {}, .right = {}, .pain = {}, .rescreen = screen_};
    if (!test.results.empty() && !ask_result(test, entry.result)) return false;
    if (test.plausible_min && test.plausible_max && test.measures != ClinicalTest::Measures::result_only) {
      if (!ask_numbers(test, "cli.log_left", entry.left)) return false;
      if (!ask_numbers(test, "cli.log_right", entry.right)) return false;
    }
    if (test.records_pain && !prompt_.pain("cli.log_test_pain", entry.pain)) return false;
    add(std::move(entry));
    return true;
  }

  bool ask_result(const ClinicalTest& test, std::string& result) {
    for (std::size_t i = 0; i < test.results.size(); ++i) {
      prompt_.show(fmt::format("  {}  {}", i + 1,
                               say(prompt_.catalog(), "test." + test.id + ".result." + test.results[i])));
    }
    return prompt_.until("cli.log_result", [&](const std::string& text) {
      const auto number = parse_integer(text);
      if (!number || *number < 1 || *number > std::ssize(test.results)) return false;
      result = test.results[static_cast<std::size_t>(*number - 1)];
      return true;
    });
  }

  bool ask_numbers(const ClinicalTest& test, const std::string& id, std::vector<double>& values) {
    const Message question{.id = id,
                           .arguments = {{"n", static_cast<long long>(test.repeats)}, {"unit", test.unit}}};
    return prompt_.until(question, [&](const std::string& text) {
      values.clear();
      for (const std::string_view part : split_fields(text, ',')) {
        if (trim(part).empty()) continue;
        const auto value = parse_double(trim(part));
        if (!value || !(*value >= *test.plausible_min && *value <= *test.plausible_max)) return false;
        values.push_back(*value);
      }
      return true;
    });
  }

  const Knowledge& knowledge_;
  Case history_;
  Day today_;
  Prompt prompt_;
  std::set<std::string> ids_;
  std::int64_t recorded_s_ = 0;
  Rescreen screen_;
  double pain_now_ = 0.0;
  bool alarmed_ = false;
};

int ask_for_today(const RehabOptions& options) {
  const std::optional<RehabInput> input = rehab_input(options);
  if (!input) return exit_data_at_fault;
  const Catalog& catalog = catalog_for(input->knowledge, options, &input->history);
  const Case history = DailyLog(*input, catalog, std::cin, std::cout).run();
  if (history.entries.size() == input->history.entries.size()) return exit_good;
  if (const Result<void> written = write_file(options.case_file, write_case(history)); !written)
    return print_error(written.error());
  fmt::print("\n{} {}\n\n", say(catalog, "cli.log_saved"), options.case_file);
  fmt::print("{}", plan_text(input->knowledge, catalog, plan(input->knowledge, history, input->today),
                             next_test(input->knowledge, history, input->today), false));
  return exit_good;
}

}  // namespace

Command add_log(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "log", "What is new today: safety questions, pain, session, tests; added to the case");
  const auto options = std::make_shared<RehabOptions>();
  add_rehab_options(*command, *options, true);
  return {.app = command, .run = [options] { return ask_for_today(*options); }};
}

}  // namespace hamstring::cli
