#include "knowledge/knowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "core/file.h"
#include "tests/support/temp_folder.h"

namespace hamstring::rehab {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

/// A copy of the clinical content that a test may change.
class OwnKnowledge : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::copy(fs::path(HAMSTRING_PROJECT_DIR) / "data", data_, fs::copy_options::recursive);
  }
  Result<Knowledge> load() {
    diagnostics_ = {};
    return load_knowledge(data_, diagnostics_);
  }
  test::TempFolder folder_;
  fs::path data_ = folder_ / "data";
  Diagnostics diagnostics_;
};

TEST_F(OwnKnowledge, has_a_version_that_changes_with_a_byte_and_with_a_name_and_with_nothing_else) {
  const Result<Knowledge> first = load();
  ASSERT_TRUE(first) << first.error().text();
  EXPECT_EQ(load()->version, first->version);
  const fs::path gate = data_ / "gates" / (first->gates.begin()->first + ".toml");
  fs::last_write_time(gate, fs::last_write_time(gate) + std::chrono::hours(1));
  EXPECT_EQ(load()->version, first->version) << "the time of a file says nothing";
  std::ofstream(gate, std::ios::app) << "\n";
  const Result<Knowledge> changed = load();
  ASSERT_TRUE(changed);
  EXPECT_NE(changed->version, first->version);
  EXPECT_EQ(changed->gates.size(), first->gates.size());
}

TEST_F(OwnKnowledge, asks_the_short_set_in_the_order_its_questions_say) {
  const Result<Knowledge> knowledge = load();
  ASSERT_TRUE(knowledge);
  std::size_t rescreened = 0;
  for (const auto& [id, question] : knowledge->questions) rescreened += question.rescreen ? 1U : 0U;
  ASSERT_EQ(knowledge->short_set.size(), rescreened);
  ASSERT_GE(rescreened, 3U);
  for (std::size_t i = 1; i < rescreened; ++i) {
    EXPECT_LE(knowledge->questions.at(knowledge->short_set[i - 1]).order,
              knowledge->questions.at(knowledge->short_set[i]).order);
  }
}

TEST_F(OwnKnowledge, is_refused_as_a_whole_for_one_bad_file_and_every_fault_is_listed) {
  std::ofstream(data_ / "gates" / "notes.txt") << "to do";
  std::ofstream(data_ / "exercises" / "broken.toml") << "id = ";
  fs::rename(data_ / "policies" / "default.toml", data_ / "policies" / "other.toml");
  const Result<Knowledge> knowledge = load();
  ASSERT_FALSE(knowledge);
  EXPECT_THAT(knowledge.error().message, HasSubstr("errors in all"));
  std::string all;
  for (const Diagnostic& entry : diagnostics_.entries()) all += entry.text() + "\n";
  EXPECT_THAT(all, HasSubstr("gates/notes.txt: only .toml files belong here"));
  EXPECT_THAT(all, HasSubstr("exercises/broken.toml:1"));
  EXPECT_THAT(all, HasSubstr("is called 'default' inside; the file is named after its id"));
}

TEST_F(OwnKnowledge, is_refused_where_a_folder_or_a_schema_is_not_there) {
  fs::remove(data_ / "schemas" / "gate.schema.json");
  fs::remove_all(data_ / "roles");
  ASSERT_FALSE(load());
  std::string all;
  for (const Diagnostic& entry : diagnostics_.entries()) all += entry.text() + "\n";
  EXPECT_THAT(all, HasSubstr("schemas/gate.schema.json"));
  EXPECT_THAT(all, HasSubstr("roles: the folder cannot be read"));
}

TEST(QuestionOfSpeed, is_the_one_that_asks_for_it) {
  Knowledge knowledge;
  knowledge.questions["easy"].speed = OwnSpeed::easy;
  knowledge.questions["walk"].speed = OwnSpeed::none;
  EXPECT_EQ(question_of(knowledge, OwnSpeed::easy), &knowledge.questions["easy"]);
  EXPECT_EQ(question_of(knowledge, OwnSpeed::top), nullptr);
  EXPECT_EQ(question_of(knowledge, OwnSpeed::none), nullptr) << "a question without a speed asks for none";
}

}  // namespace
}  // namespace hamstring::rehab
