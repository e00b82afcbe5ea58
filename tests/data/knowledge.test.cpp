// All clinical content of data/: it loads, every number says where it is from, every text exists in both
// languages, and damage of any kind is named with file and line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <set>
#include <sstream>

#include "knowledge/knowledge.h"
#include "knowledge/knowledge_checks.h"
#include "tests/support/temp_folder.h"

namespace hamstring::rehab {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

fs::path data_folder() {
  return fs::path(HAMSTRING_PROJECT_DIR) / "data";
}

const Knowledge& knowledge() {
  static const Knowledge loaded = [] {
    Diagnostics diagnostics;
    auto result = load_knowledge(data_folder(), diagnostics);
    for (const Diagnostic& entry : diagnostics.entries()) ADD_FAILURE() << entry.text();
    return result ? *std::move(result) : Knowledge{};
  }();
  return loaded;
}

template <class T>
std::set<std::string> ids_of(const ById<T>& items) {
  std::set<std::string> result;
  for (const auto& [id, item] : items) result.insert(id);
  return result;
}

TEST(KnowledgeData, loads_without_errors_and_without_warnings) {
  EXPECT_FALSE(knowledge().items.empty());
  EXPECT_EQ(knowledge().version.size(), 16u);
}

TEST(KnowledgeData, holds_exactly_the_red_flags_and_gates_of_the_design_page) {
  EXPECT_EQ(ids_of(knowledge().flags),
            (std::set<std::string>{"cauda_equina", "compartment_syndrome", "dvt", "infection", "foot_drop",
                                   "nerve_injury", "proximal_avulsion", "ischial_apophysis",
                                   "stress_fracture", "tumor", "radicular"}));
  EXPECT_EQ(ids_of(knowledge().gates), (std::set<std::string>{"cannot_walk",
                                                              "range_deficit_30",
                                                              "free_tendon",
                                                              "surgical_repair",
                                                              "reinjury_2_months",
                                                              "blood_thinner_bruise",
                                                              "no_progress_day_14",
                                                              "no_progress_week_12",
                                                              "under_12",
                                                              "age_12_to_15",
                                                              "young_hip",
                                                              "not_hamstring",
                                                              "onset_contradiction",
                                                              "sitting_contradiction",
                                                              "hurts_untold",
                                                              "severe_on_image",
                                                              "guardian",
                                                              "pregnant",
                                                              "pelvic_floor",
                                                              "heart_or_pressure",
                                                              "osteoporosis",
                                                              "inflammatory_back",
                                                              "fluoroquinolone",
                                                              "steroids",
                                                              "diabetes_numb_feet",
                                                              "cancer",
                                                              "tendon_sign",
                                                              "painkiller_daily"}));
  EXPECT_EQ(knowledge().flags.at("cauda_equina").action, Verdict::emergency);
  EXPECT_EQ(knowledge().flags.at("compartment_syndrome").action, Verdict::emergency);
  EXPECT_EQ(knowledge().flags.at("dvt").action, Verdict::same_day);
  EXPECT_EQ(knowledge().flags.at("infection").action, Verdict::same_day);
  EXPECT_EQ(knowledge().flags.at("proximal_avulsion").action, Verdict::urgent);
  EXPECT_EQ(knowledge().flags.at("radicular").action, Verdict::clinician_first);
  EXPECT_EQ(knowledge().flags.at("foot_drop").action, Verdict::same_day);
  EXPECT_TRUE(knowledge().gates.at("surgical_repair").refuse);
  EXPECT_TRUE(knowledge().gates.at("under_12").refuse);
}

TEST(KnowledgeData, rescreens_for_everything_that_can_turn_up_later) {
  for (const char* id :
       {"pop", "leg_numbness", "bladder_bowel_change", "both_legs", "calf_swelling", "night_pain", "fever"}) {
    ASSERT_TRUE(knowledge().questions.contains(id)) << id;
    EXPECT_TRUE(knowledge().questions.at(id).rescreen) << id;
  }
}

/// Whoever needs a doctor today is asked every time: a flag of that kind with a yes-or-no question that only
/// the first story asked would never be told of again.
TEST(KnowledgeData, asks_in_the_short_set_for_every_sign_that_needs_somebody_today) {
  const Knowledge& k = knowledge();
  int seen = 0;
  for (const auto& [id, flag] : k.flags) {
    if (flag.action < Verdict::same_day) continue;
    for (const FactName& fact : facts_of(flag.when)) {
      if (fact.space != "story") continue;
      ++seen;
      EXPECT_NE(std::ranges::find(k.short_set, fact.item), k.short_set.end()) << id << ": " << fact.item;
    }
  }
  EXPECT_GE(seen, 7);
  for (const std::string& id : k.short_set)
    EXPECT_FALSE(k.questions.find(id)->second.ask_when)
        << id << " is asked of everybody, or the set is never whole";
}

TEST(KnowledgeData, asks_every_question_that_a_red_flag_hangs_on) {
  for (const auto& [id, flag] : knowledge().flags) {
    for (const FactName& fact : facts_of(flag.when)) {
      const bool asked = fact.space != "story" || knowledge().questions.contains(fact.item);
      EXPECT_TRUE(asked) << id << " needs " << fact.text();
      const bool base = fact.space == "story" || fact.space == "test" || fact.space == "person" ||
                        fact.space == "injury" || fact.space == "progress";
      EXPECT_TRUE(base) << id << " leans on " << fact.text();
    }
  }
}

TEST(KnowledgeData, every_statement_cites_a_source_or_says_that_it_is_ours) {
  for (const Statement& s : knowledge().statements) {
    ASSERT_FALSE(s.evidence.sources.empty()) << s.item << " " << s.part;
    const bool ours = std::ranges::find(s.evidence.sources, "ours") != s.evidence.sources.end();
    EXPECT_TRUE(ours || s.evidence.status != Status::our_assumption) << s.item << " " << s.part;
    EXPECT_TRUE(s.item.starts_with("red_flag.") || s.evidence.status != Status::memory) << s.item;
    for (const std::string& source : s.evidence.sources)
      EXPECT_TRUE(knowledge().sources.contains(source)) << s.item << ": " << source;
  }
}

TEST(KnowledgeData, what_sends_to_a_doctor_rests_on_named_guidance_and_is_not_graded) {
  const auto guided = [](const Evidence& evidence) {
    return std::ranges::any_of(evidence.sources, [](const std::string& id) {
      const Source& source = knowledge().sources.at(id);
      return source.design == "public_guidance" ||
             (source.status == Status::verified && !source.venue.empty());
    });
  };
  int urgent = 0, guidance = 0;
  for (const auto& [id, flag] : knowledge().flags) {
    EXPECT_FALSE(flag.evidence.strength.has_value()) << id;
    EXPECT_TRUE(flag.evidence.status == Status::verified || flag.evidence.status == Status::second_hand)
        << id;
    if (flag.action == Verdict::clinician_first) continue;
    ++urgent;
    EXPECT_TRUE(guided(flag.evidence)) << id << " rests on no public guidance and no journal";
  }
  for (const auto& [id, gate] : knowledge().gates) EXPECT_FALSE(gate.evidence.strength.has_value()) << id;
  for (const auto& [id, question] : knowledge().questions) {
    const bool care = question.set == Question::Set::red_flag || question.rescreen;
    EXPECT_EQ(question.evidence.strength.has_value(), !care) << id;
  }
  for (const auto& [id, source] : knowledge().sources) guidance += source.design == "public_guidance" ? 1 : 0;
  EXPECT_GE(urgent, 9);
  EXPECT_GE(guidance, 8);
}

TEST(KnowledgeData, retracted_papers_are_marked_and_lean_on_nothing) {
  int retracted = 0;
  for (const auto& [id, source] : knowledge().sources) {
    if (!source.retracted) continue;
    ++retracted;
    EXPECT_GE(source.retracted->year, source.year) << id;
    EXPECT_FALSE(source.retracted->address.empty()) << id;
    for (const Statement& s : knowledge().statements)
      EXPECT_EQ(std::ranges::count(s.evidence.sources, id), 0) << s.item << " " << s.part;
  }
  EXPECT_GE(retracted, 2);
}

TEST(KnowledgeData, every_text_exists_in_english_and_german) {
  const KnowledgeReport report = check_knowledge(knowledge());
  for (const auto& text : report.missing_texts) ADD_FAILURE() << text.language << " lacks " << text.key;
  for (const auto& text : report.unused_texts)
    ADD_FAILURE() << text.language << " has " << text.key << ", which no item uses";
  const auto& english = knowledge().catalogs.at("en").text;
  const auto& german = knowledge().catalogs.at("de").text;
  for (const auto& [key, text] : english) EXPECT_TRUE(german.contains(key)) << key;
  for (const auto& [key, text] : german) EXPECT_TRUE(english.contains(key)) << key;
}

TEST(KnowledgeData, published_nordic_tables_add_up_to_the_published_totals) {
  EXPECT_EQ(total_reps_at_midpoints(knowledge().prevention.at("nordic_petersen")), 718.0);
  EXPECT_EQ(total_reps_at_midpoints(knowledge().prevention.at("nordic_van_der_horst")), 598.0);
}

TEST(KnowledgeData, only_the_default_protocol_is_filled_by_assumptions_and_it_is_for_a_runner_alone) {
  int complete = 0;
  for (const auto& [id, protocol] : knowledge().protocols) {
    EXPECT_LE(protocol.load_step, 0.1) << id;
    EXPECT_LE(protocol.pain_limit_max, 4.0) << id;
    if (protocol.complete && protocol.unsupervised) ++complete;
  }
  EXPECT_GE(complete, 1);
  EXPECT_TRUE(knowledge().protocols.at("default_runner").complete);
  EXPECT_TRUE(knowledge().protocols.at("default_runner").unsupervised);
}

/// No id that only a clinician's file may know occurs in the code (docs/rehab.md, 2).
TEST(KnowledgeData, no_exercise_test_or_protocol_is_named_in_the_code) {
  std::set<std::string> names;
  for (const auto& ids :
       {ids_of(knowledge().exercises), ids_of(knowledge().tests), ids_of(knowledge().protocols),
        ids_of(knowledge().techniques), ids_of(knowledge().flags)}) {
    names.insert(ids.begin(), ids.end());
  }
  std::vector<fs::path> sources;
  for (const char* room : {"history", "knowledge", "rehab", "view"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(HAMSTRING_PROJECT_DIR) / "src" / room))
      sources.push_back(entry.path());
  }
  const std::regex quoted("\"([a-z][a-z0-9_]*)\"");
  int read = 0;
  for (const fs::path& path : sources) {
    const std::string file = path.filename().string();
    if (path.extension() != ".cpp" || file.ends_with(".test.cpp")) continue;
    ++read;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      for (std::sregex_iterator at(line.begin(), line.end(), quoted), end; at != end; ++at) {
        const std::string word = (*at)[1];
        EXPECT_FALSE(names.contains(word)) << file << ": " << line;
      }
    }
  }
  EXPECT_GT(read, 70);
}

/// A copy of the knowledge that a test may damage.
class DamagedKnowledge : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto& entry : fs::directory_iterator(data_folder())) {
      if (entry.path().filename() != "models" && entry.path().filename() != "movements") {
        fs::copy(entry.path(), folder_.path() / entry.path().filename(), fs::copy_options::recursive);
      }
    }
  }

  void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::ifstream in(folder_ / file);
    std::stringstream all;
    all << in.rdbuf();
    std::string text = all.str();
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    text.replace(at, from.size(), to);
    std::ofstream(folder_ / file) << text;
  }

  /// The errors of the damaged folder, one a line; "(loaded)" where there was none.
  std::string faults() {
    Diagnostics diagnostics;
    const auto loaded = load_knowledge(folder_.path(), diagnostics);
    std::string result = loaded ? "(loaded)" : "";
    for (const Diagnostic& entry : diagnostics.entries()) result += entry.text() + "\n";
    EXPECT_EQ(loaded.has_value(), !diagnostics.has_errors());
    return result;
  }

  test::TempFolder folder_;
};

TEST_F(DamagedKnowledge, loads_as_long_as_nothing_is_damaged) {
  EXPECT_EQ(faults(), "(loaded)");
}

TEST_F(DamagedKnowledge, names_a_criterion_on_an_unknown_test) {
  replace("protocols/default_runner.toml", "test = \"walk_test\"", "test = \"walk_tset\"");
  EXPECT_THAT(faults(), HasSubstr("there is no test 'walk_tset'"));
}

TEST_F(DamagedKnowledge, names_a_loop_of_phases_and_the_phases_it_leaves_behind) {
  replace("protocols/default_runner.toml", "next = [\"walk_jog\"]", "next = [\"settle\"]");
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("phase.load_early.next: 'settle' was passed before: a loop"));
  EXPECT_THAT(found, HasSubstr("phase.walk_jog: no way leads to this phase"));
}

TEST_F(DamagedKnowledge, refuses_an_exit_that_time_alone_opens) {
  std::ofstream(folder_ / "protocols" / "timed.toml") << R"(id = "timed"
kind = "protocol"
schema_version = 1
offered_when = "always"
unsupervised = false
complete = false
pain = { limit_default = 4, limit_max = 4, progress_before_max = 2, run_before_max = 2, evidence = { status = "our_assumption", strength = "D", sources = ["ours"] } }
progress = { load_step = 0.1, tolerated_sessions = 2, dose_back = 0.2, evidence = { status = "our_assumption", strength = "D", sources = ["ours"] } }
rung = []
evidence = { status = "our_assumption", strength = "D", sources = ["ours"] }

[[phase]]
id = "wait"
order = 1
next = ["done"]
content = []
rungs = []
max_lines = 1
exit = [{ id = "day", type = "injury_day", min = 7, evidence = { status = "our_assumption", strength = "D", sources = ["ours"] } }]
evidence = { status = "our_assumption", strength = "D", sources = ["ours"] }

[[phase]]
id = "done"
order = 2
next = []
terminal = true
is_return = true
content = []
rungs = []
max_lines = 1
exit = []
evidence = { status = "our_assumption", strength = "D", sources = ["ours"] }
)";
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("protocols/timed.toml"));
  EXPECT_THAT(found, HasSubstr("time alone never advances anyone"));
}

TEST_F(DamagedKnowledge, refuses_a_flag_on_an_unknown_question_or_a_later_layer) {
  replace("red_flags/dvt.toml", "story.calf_swelling", "story.calf_sweling");
  replace("red_flags/tumor.toml", "when = \"", "when = \"gate.cannot_walk or ");
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("red_flags/dvt.toml:6: when: there is no fact 'story.calf_sweling'"));
  EXPECT_THAT(found, HasSubstr("red_flags/tumor.toml"));
}

TEST_F(DamagedKnowledge, refuses_a_test_that_answers_its_question_with_other_words) {
  replace("tests/walk_test.toml", "answer = \"unable\"", "answer = \"normal\"");
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("tests/walk_test.toml"));
  EXPECT_THAT(found, HasSubstr("the answer 'normal' stands here 2 times"));
  EXPECT_THAT(found, HasSubstr("the answer 'unable' stands here 0 times"));
}

TEST_F(DamagedKnowledge, refuses_a_day_plan_that_allows_nothing_and_what_no_exercise_is) {
  replace("gates/cannot_walk.toml", "[\"walk\", \"heel_dig_isometric\"]", "[]");
  EXPECT_THAT(faults(), HasSubstr("a day plan names what one may do"));
  replace("gates/cannot_walk.toml", "allowed = []", "allowed = [\"cartwheel\"]");
  EXPECT_THAT(faults(), HasSubstr("there is no exercise 'cartwheel'"));
}

TEST_F(DamagedKnowledge, refuses_a_danger_sign_that_is_asked_again_to_be_undone) {
  replace("questions/calf_swelling.toml", "rescreen = true", "rescreen = true\nfunction = true");
  EXPECT_THAT(faults(), HasSubstr("a danger sign is not undone by asking again"));
}

TEST_F(DamagedKnowledge, refuses_that_posture_decides_anything) {
  replace("red_flags/dvt.toml", "when = \"", "when = \"test.pelvic_tilt.value > 20 or ");
  EXPECT_THAT(faults(), HasSubstr("'pelvic_tilt' is described only and has no weight"));
}

TEST_F(DamagedKnowledge, names_a_text_missing_in_one_language_and_one_with_other_arguments) {
  replace("messages/de.toml", "\"red_flag.dvt.name\" = ", "\"red_flag.dvt.nome\" = ");
  replace("messages/de.toml", "{limit}", "{grenze}");
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("the text 'red_flag.dvt.name' is missing in 'de'"));
  EXPECT_THAT(found, HasSubstr("takes other arguments"));
}

TEST_F(DamagedKnowledge, lets_memory_stand_on_red_flags_only) {
  replace("exercises/nordic.toml", "status = \"V\"", "status = \"M\"");
  EXPECT_THAT(faults(), HasSubstr("may stand on red flags alone"));
}

TEST_F(DamagedKnowledge, refuses_to_lean_on_a_retracted_paper_or_on_one_that_nobody_signs) {
  replace("alignment/manual_therapy.toml", "\"s230\"", "\"s136\"");
  replace("sources/s133.toml", "authors = \"Fox\"", "authors = \"Unnamed, machine-written\"");
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("source 's136' was retracted (BMC Musculoskelet Disord 12:200)"));
  EXPECT_THAT(found, HasSubstr("sources/s133.toml:4: authors"));
  EXPECT_THAT(found, HasSubstr("names no author or organization"));
}

TEST_F(DamagedKnowledge, refuses_a_letter_on_an_instruction_to_seek_care) {
  const std::string letter = "[evidence]\nstrength = \"D\"";
  replace("red_flags/dvt.toml", "[evidence]", letter);
  replace("gates/cannot_walk.toml", "[evidence]", letter);
  replace("questions/fever.toml", "[evidence]", letter);
  replace("sources/s215.toml", "status = ", "strength = \"D\"\nstatus = ");
  replace("questions/sitting_hours.toml", "strength = ", "# strength = ");
  const std::string found = faults();
  for (const char* file : {"red_flags/dvt.toml", "gates/cannot_walk.toml", "questions/fever.toml",
                           "sources/s215.toml", "questions/sitting_hours.toml"})
    EXPECT_THAT(found, HasSubstr(file));
}

TEST_F(DamagedKnowledge, refuses_an_error_shown_as_read_that_is_ours) {
  replace("tests/active_knee_extension.toml", "status = \"V\"\nstrength = \"C\"\nsources = [\"s227\"]",
          "status = \"our_assumption\"\nstrength = \"D\"\nsources = [\"ours\"]");
  EXPECT_THAT(faults(), HasSubstr("an error 'from a source' must have been read in one"));
}

TEST_F(DamagedKnowledge, refuses_a_picture_that_leaves_people_without_advice) {
  replace("injury_types/referred.toml", "kind = \"see\"", "kind = \"worse\"");
  EXPECT_THAT(faults(), HasSubstr("it needs advice of the kind 'see'"));
}

TEST_F(DamagedKnowledge, refuses_a_published_table_that_does_not_add_up) {
  replace("prevention/nordic_petersen.toml", "min = 12, max = 12", "min = 11, max = 11");
  EXPECT_THAT(faults(), HasSubstr("the source says 718"));
}

TEST_F(DamagedKnowledge, refuses_unknown_keys_wrong_names_and_broken_files_all_at_once) {
  replace("exercises/nordic.toml", "demand = ", "demnad = ");
  fs::rename(folder_ / "exercises" / "diver.toml", folder_ / "exercises" / "dive.toml");
  replace("gates/cannot_walk.toml", "[evidence]", "[evidence");
  fs::remove(folder_ / "schemas" / "technique.schema.json");
  const std::string found = faults();
  EXPECT_THAT(found, HasSubstr("demnad: is not known here"));
  EXPECT_THAT(found, HasSubstr("lacks 'demand'"));
  EXPECT_THAT(found, HasSubstr("exercises/dive.toml"));
  EXPECT_THAT(found, HasSubstr("gates/cannot_walk.toml"));
  EXPECT_THAT(found, HasSubstr("technique.schema.json"));
}

TEST_F(DamagedKnowledge, needs_exactly_one_policy) {
  fs::remove_all(folder_ / "policies");
  EXPECT_THAT(faults(), HasSubstr("exactly one policy"));
}

}  // namespace
}  // namespace hamstring::rehab
