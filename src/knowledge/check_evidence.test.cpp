#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Knowledge small_library() {
  Knowledge knowledge;
  for (const char* id : {"ours", "study", "withdrawn"}) {
    Source source;
    source.id = id;
    source.authors = "A. Person";
    source.strength = Strength::B;
    knowledge.sources[id] = source;
  }
  knowledge.sources["withdrawn"].retracted = Retraction{.notice = "J. 3:14", .year = 2020, .address = ""};
  return knowledge;
}

std::vector<std::string> faults(const std::string& text, const Knowledge& knowledge) {
  Diagnostics out;
  check_evidence({parse_item_file(text, "x.toml").value()}, knowledge, out);
  std::vector<std::string> messages;
  for (const Diagnostic& entry : out.entries()) messages.push_back(entry.text());
  return messages;
}

std::string gate(const std::string& status, const std::string& sources) {
  return "id = \"g\"\nkind = \"gate\"\n[evidence]\nstatus = \"" + status + "\"\nsources = [" + sources +
         "]\n";
}

TEST(Evidence, leans_on_sources_that_are_there_and_were_not_taken_back) {
  const Knowledge library = small_library();
  EXPECT_THAT(faults(gate("V", "\"study\""), library), IsEmpty());
  EXPECT_THAT(faults(gate("V", "\"study\", \"lost\""), library),
              ElementsAre(HasSubstr("x.toml:5: evidence.sources: source 'lost' is not in")));
  EXPECT_THAT(faults(gate("V", "\"withdrawn\""), library), ElementsAre(HasSubstr("was retracted (J. 3:14)")));
}

TEST(Evidence, what_is_ours_says_so_and_what_was_read_was_read_in_something_else) {
  const Knowledge library = small_library();
  EXPECT_THAT(faults(gate("our_assumption", "\"ours\""), library), IsEmpty());
  EXPECT_THAT(faults(gate("our_assumption", "\"study\""), library),
              ElementsAre(HasSubstr("must cite 'ours'")));
  EXPECT_THAT(faults(gate("V2", "\"ours\""), library),
              ElementsAre(HasSubstr("status V2 needs a source other")));
  EXPECT_THAT(faults(gate("V", ""), library), ElementsAre(HasSubstr("status V needs")));
}

TEST(Evidence, only_a_red_flag_may_rest_on_memory) {
  const Knowledge library = small_library();
  EXPECT_THAT(faults(gate("M", "\"study\""), library), ElementsAre(HasSubstr("only remembered")));
  EXPECT_THAT(
      faults("id = \"f\"\nkind = \"red_flag\"\n[evidence]\nstatus = \"M\"\nsources = [\"study\"]\n", library),
      IsEmpty());
}

TEST(Evidence, a_question_is_graded_unless_it_asks_for_danger) {
  const Knowledge library = small_library();
  const auto question = [](const std::string& head, const std::string& strength) {
    return "id = \"q\"\nkind = \"question\"\n" + head + "[evidence]\n" + strength +
           "status = \"V\"\nsources = [\"study\"]\n";
  };
  EXPECT_THAT(faults(question("set = \"story\"\n", "strength = \"B\"\n"), library), IsEmpty());
  EXPECT_THAT(faults(question("set = \"story\"\n", ""), library),
              ElementsAre(HasSubstr("'strength' is missing")));
  for (const char* danger : {"set = \"red_flag\"\n", "set = \"story\"\nrescreen = true\n"}) {
    EXPECT_THAT(faults(question(danger, ""), library), IsEmpty()) << danger;
    EXPECT_THAT(faults(question(danger, "strength = \"A\"\n"), library), ElementsAre(HasSubstr("not graded")))
        << danger;
  }
}

TEST(Evidence, is_found_however_deep_it_lies_and_ages_stand_in_order) {
  const std::string deep =
      "id = \"p\"\nkind = \"protocol\"\n[[phase]]\nid = \"a\"\n[[phase.exit]]\nid = \"b\"\n"
      "evidence = { status = \"V\", sources = [\"study\"], population = { age_min = 40, age_max = 18 } }\n";
  EXPECT_THAT(faults(deep, small_library()),
              ElementsAre(HasSubstr("phase.a.exit.b.evidence.population: age_min is above age_max")));
}

TEST(Sources, are_signed_by_somebody_and_graded_unless_they_are_guidance) {
  const std::string file = "id = \"s\"\nkind = \"source\"\nread_on = \"2025-01-01\"\n";
  const auto with = [&](auto change) {
    Knowledge knowledge;
    Source source;
    source.id = "s";
    source.authors = "NHS";
    source.title = "t";
    source.address = "https://example.org";
    source.strength = Strength::C;
    change(source);
    knowledge.sources["s"] = source;
    return faults(file, knowledge);
  };
  EXPECT_THAT(with([](Source&) {}), IsEmpty());
  for (const char* nobody : {"Unnamed authors", "ChatGPT", "n/k (not read)", "12", "", "Anonymous"}) {
    EXPECT_THAT(with([&](Source& s) { s.authors = nobody; }), ElementsAre(HasSubstr("names no author")))
        << nobody;
  }
  EXPECT_THAT(with([](Source& s) { s.authors = "Ö"; }), IsEmpty())
      << "letters of other alphabets are names, too";
  EXPECT_THAT(with([](Source& s) { s.strength = {}; }), ElementsAre(HasSubstr("'strength' is missing")));
  EXPECT_THAT(with([](Source& s) { s.design = "public_guidance"; }),
              ElementsAre(HasSubstr("leave 'strength' out")));
  EXPECT_THAT(with([](Source& s) {
                s.design = "public_guidance";
                s.strength = {};
              }),
              IsEmpty());
  EXPECT_THAT(with([](Source& s) {
                s.design = "public_guidance";
                s.strength = {};
                s.address = "";
              }),
              ElementsAre(HasSubstr("so that it can be read again")));
}

}  // namespace
}  // namespace hamstring::rehab
