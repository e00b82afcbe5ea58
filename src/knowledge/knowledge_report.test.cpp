#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "knowledge/knowledge.h"

namespace hamstring::rehab {
namespace {

using ::testing::ElementsAre;

Source source(Status status) {
  Source made;
  made.status = status;
  return made;
}

Statement statement(std::string item, Status status, std::vector<std::string> sources) {
  return {.item = std::move(item),
          .part = "",
          .evidence = {
              .status = status, .strength = {}, .sources = std::move(sources), .population = {}, .note = {}}};
}

std::vector<std::string> items_of(const std::vector<Statement>& statements) {
  std::vector<std::string> items;
  for (const Statement& each : statements) items.push_back(each.item);
  return items;
}

TEST(KnowledgeReport, a_statement_is_verified_only_by_reading_it_in_a_source_that_was_read) {
  Knowledge knowledge;
  knowledge.sources = {{"read", source(Status::verified)},
                       {"told", source(Status::second_hand)},
                       {"remembered", source(Status::memory)}};
  knowledge.statements = {statement("good", Status::verified, {"remembered", "read"}),
                          statement("second", Status::second_hand, {"told"}),
                          statement("leaning", Status::verified, {"remembered"}),
                          statement("gone", Status::verified, {"not there"}),
                          statement("ours", Status::our_assumption, {"read"}),
                          statement("cut", Status::cut_off, {"read"}),
                          statement("empty", Status::blank, {"read"})};
  const KnowledgeReport report = check_knowledge(knowledge);
  EXPECT_THAT(items_of(report.unverified), ElementsAre("leaning", "gone", "ours", "cut"));
  EXPECT_THAT(items_of(report.blanks), ElementsAre("empty"));
  EXPECT_TRUE(report.unused_sources.empty());
}

TEST(KnowledgeReport, a_source_that_nothing_cites_is_named) {
  Knowledge knowledge;
  knowledge.sources = {{"cited", source(Status::verified)}, {"idle", source(Status::verified)}};
  knowledge.statements = {statement("a", Status::blank, {"cited"})};
  EXPECT_THAT(check_knowledge(knowledge).unused_sources, ElementsAre("idle")) << "a blank cites, too";
}

TEST(KnowledgeReport, texts_are_missing_where_an_item_needs_them_and_unused_where_no_item_does) {
  Knowledge knowledge;
  RedFlag flag;
  flag.id = "dvt";
  knowledge.flags = {{"dvt", flag}};
  knowledge.items = {{.kind = "red_flag", .id = "dvt", .file = "red_flags/dvt.toml"}};
  Catalog english{.language = "en", .text = {}};
  english.text = {{"red_flag.dvt.name", "n"},           {"red_flag.dvt.do", "d"},
                  {"red_flag.dvt.until", "u"},          {"red_flag.gone.name", "old"},
                  {"verdict.urgent", "of the program"}, {"red_flag.short", "two words are no item's"}};
  knowledge.catalogs = {{"en", english}};
  const KnowledgeReport report = check_knowledge(knowledge);
  ASSERT_EQ(report.missing_texts.size(), 1U);
  EXPECT_EQ(report.missing_texts[0].language + " " + report.missing_texts[0].key, "en red_flag.dvt.row");
  ASSERT_EQ(report.unused_texts.size(), 1U);
  EXPECT_EQ(report.unused_texts[0].key, "red_flag.gone.name");
}

TEST(KnowledgeReport, an_item_is_found_by_its_id_and_where_several_share_it_by_its_kind) {
  Knowledge knowledge;
  knowledge.items = {{.kind = "gate", .id = "young", .file = "gates/young.toml"},
                     {.kind = "question", .id = "young", .file = "questions/young.toml"},
                     {.kind = "question", .id = "old", .file = "questions/old.toml"}};
  EXPECT_EQ(find_items(knowledge, "young").size(), 2U);
  ASSERT_EQ(find_items(knowledge, "question.young").size(), 1U);
  EXPECT_EQ(find_items(knowledge, "question.young")[0].file, "questions/young.toml");
  EXPECT_TRUE(find_items(knowledge, "test.young").empty());
  EXPECT_TRUE(find_items(knowledge, "").empty());
}

}  // namespace
}  // namespace hamstring::rehab
