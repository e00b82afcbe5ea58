// Everything out as one zip and in again: the same bytes, merged with what is there, taken back as a whole.
#include "vault/archive.h"

#include <gtest/gtest.h>

#include <set>

#include "store/practice_records.h"
#include "store/schema.h"
#include "tests/api/instance.h"
#include "vault/sealed_file.h"

namespace hamstring::test {
namespace {

const json pain_log{
    {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 3}, {"rescreen", "none_of_these"}}}}};

/// The fields that README.txt of an export lists.
const std::set<std::string> may_differ{"accounts.json", "csv/accounts.csv"};

class ArchiveApi : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person("=1+1 \"<b>\", Ada");
    at_ = "/people/" + person_;
    EXPECT_EQ(get(at_ + "/today").status, 200);
    instance_.now += 86400;
    EXPECT_EQ(add(pain_log).status, 200);
    json session = pain_log;
    session["entries"][0] = {{"type", "session"},
                             {"done", "all"},
                             {"before", 1},
                             {"worst", 2.5},
                             {"after", 1},
                             {"note", "it's \"fine\"\n=SUM(A1)"},
                             {"rescreen", "none_of_these"}};
    EXPECT_EQ(add(session).status, 200);
    const Answer gone = instance_.ask("DELETE", "/people/" + instance_.add_person("Gone"), nullptr, "owner");
    EXPECT_EQ(gone.status, 200);
    instance_.add_person("Bea");
  }

  Answer get(const std::string& path) {
    if (path == "/export" || path == "/backup")
      return instance_.job(instance_.ask("POST", path, json::object(), "owner"));
    return instance_.ask("GET", path, nullptr, "owner");
  }
  Answer add(const json& body) { return instance_.ask("POST", at_ + "/entries", body, "owner"); }
  static Answer bring(Instance& into, const std::string& zip) { return into.job(into.send_zip(zip)); }
  static service::Files unzip(const std::string& zip) {
    return service::read_zip(zip).value_or(service::Files{});
  }
  /// The export with one file changed.
  static std::string with(service::Files files, const std::string& name, const std::string& content) {
    files[name] = content;
    return service::write_zip(files).value();
  }
  static std::size_t rows(const Instance& instance, const char* table) {
    store::Statement s = instance.app().database.prepare(std::string("SELECT count(*) FROM ") + table);
    return s.step() ? static_cast<std::size_t>(s.integer(0)) : 0;
  }

  Instance instance_;
  std::string person_, at_;
};

TEST_F(ArchiveApi, export_import_export_is_the_same_in_every_file_but_those_that_the_readme_lists) {
  const std::string first = get("/export").text;
  const service::Files before = unzip(first);
  ASSERT_GT(before.size(), 15U);
  Instance empty;
  empty.set_up();
  empty.now = instance_.now + 500;
  const Answer done = bring(empty, first);
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.body["added"].size(), 2U);
  EXPECT_TRUE(empty.app().database.check_integrity());
  const service::Files after = unzip(empty.export_all().text);
  std::set<std::string> names, again;
  for (const auto& [name, content] : before) names.insert(name);
  for (const auto& [name, content] : after) again.insert(name);
  EXPECT_EQ(names, again);
  for (const auto& [name, content] : before) {
    if (may_differ.contains(name)) {
      EXPECT_NE(before.at("README.txt").find(name), std::string::npos) << name;
    } else {
      EXPECT_EQ(content, after.at(name)) << name;
    }
  }
  // The plan is the same there: what came in is all that a plan needs.
  EXPECT_EQ(get(at_ + "/today").body["lines"],
            empty.ask("GET", at_ + "/today", nullptr, "owner").body["lines"]);
}

TEST_F(ArchiveApi, groups_come_with_their_people_and_templates_with_the_name_of_their_account) {
  const json lines{{{"does", "add"}, {"exercise", "bridge_double"}, {"sets", 3}, {"amount", 8}}};
  instance_.add_account("clinician");
  EXPECT_EQ(instance_.ask("PATCH", at_, {{"groups", "backs, U21"}}, "owner").status, 200);
  for (const char* who : {"owner", "clinician"})
    ASSERT_EQ(instance_.ask("POST", "/templates", {{"name", "Week 1"}, {"lines", lines}}, who).status, 200);
  const std::string zip = get("/export").text;
  EXPECT_EQ(json::parse(unzip(zip).at("templates.json")).size(), 2U);

  Instance other;
  other.set_up();
  other.now = instance_.now;
  const Answer done = bring(other, zip);
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_TRUE(done.body["templates_here"].empty());
  const auto groups = store::groups(other.app().database).value();
  EXPECT_EQ(groups.at(person_), (std::vector<std::string>{"U21", "backs"}));
  // The owner is called the same here; the clinician comes later, and finds theirs.
  EXPECT_EQ(other.ask("GET", "/templates", nullptr, "owner").body.size(), 1U);
  other.add_account("clinician");
  const Answer found = other.ask("GET", "/templates", nullptr, "clinician");
  ASSERT_EQ(found.body.size(), 1U) << found.text;
  EXPECT_EQ(found.body[0]["name"], "Week 1");
  EXPECT_EQ(found.body[0]["lines"], lines);
  EXPECT_EQ(unzip(other.export_all().text).at("templates.json"), unzip(zip).at("templates.json"));

  // One that says something else here stays, and it is said.
  json changed = lines;
  changed[0]["sets"] = 5;
  ASSERT_EQ(other.ask("POST", "/templates", {{"name", "Week 1"}, {"lines", changed}}, "clinician").status,
            200);
  const Answer again = bring(other, zip);
  ASSERT_EQ(again.status, 200) << again.text;
  ASSERT_EQ(again.body["templates_here"].size(), 1U);
  EXPECT_EQ(again.body["templates_here"][0]["name"], "Week 1");
  EXPECT_EQ(other.ask("GET", "/templates", nullptr, "clinician").body[0]["lines"], changed);

  // Taken back, what came with it goes.
  const int import = done.body["import"];
  ASSERT_EQ(other.ask("DELETE", "/imports/" + std::to_string(import), nullptr, "owner").status, 200);
  EXPECT_TRUE(store::groups(other.app().database).value().empty());
  EXPECT_TRUE(other.ask("GET", "/templates", nullptr, "owner").body.empty());
}

TEST_F(ArchiveApi, a_template_that_is_none_refuses_the_whole_archive) {
  const std::string bad =
      R"([{"account":"x","name":"t","lines":[{"does":"dance"}],"made":"2026-01-02T03:04:05Z"}])";
  Instance other;
  other.set_up();
  other.now = instance_.now;
  const Answer refused = bring(other, with(unzip(get("/export").text), "templates.json", bad));
  EXPECT_EQ(refused.status, 400) << refused.text;
  EXPECT_TRUE(other.ask("GET", "/people", nullptr, "owner").body.empty());
}

TEST_F(ArchiveApi, the_same_data_gives_the_same_bytes_and_no_password_leaves) {
  const std::string first = get("/export").text;
  EXPECT_EQ(first, get("/export").text);
  for (const auto& [name, content] : unzip(first)) {
    EXPECT_EQ(content.find("argon2"), std::string::npos) << name;
    EXPECT_EQ(content.find("Gone"), std::string::npos) << name << ": somebody who was erased";
  }
}

TEST_F(ArchiveApi, it_explains_itself_with_tables_that_have_units) {
  const service::Files files = unzip(get("/export").text);
  EXPECT_NE(files.at("README.txt").find("health data"), std::string::npos);
  EXPECT_NE(files.at("csv/entries_pain.csv").find("pain [0-10]"), std::string::npos);
  EXPECT_NE(files.at("csv/entries_session.csv").find("worst pain [0-10]"), std::string::npos);
  EXPECT_NE(files.at("csv/people.csv").find("'=1+1"), std::string::npos) << files.at("csv/people.csv");
  EXPECT_NE(files.at("receipts.json").find("\"erased\""), std::string::npos);
  EXPECT_NE(files.at("people/" + person_ + "/person.json").find("\"source\""), std::string::npos);
}

TEST_F(ArchiveApi, one_person_may_take_their_own_and_nobody_elses_is_in_it) {
  instance_.add_account("athlete", person_);
  const std::string athlete = "athlete:" + person_;
  const Answer own = instance_.job(instance_.ask("POST", at_ + "/export", json::object(), athlete), athlete);
  ASSERT_EQ(own.status, 200);
  const service::Files files = unzip(own.text);
  EXPECT_FALSE(files.contains("accounts.json"));
  for (const auto& [name, content] : files) EXPECT_EQ(content.find("Bea"), std::string::npos) << name;
  Instance empty;
  empty.set_up();
  empty.now = instance_.now;
  EXPECT_EQ(bring(empty, own.text).status, 200);
  EXPECT_EQ(empty.ask("GET", "/people", nullptr, "owner").body.size(), 1U);
}

TEST_F(ArchiveApi, people_who_are_here_get_the_union_and_what_contradicts_is_shown) {
  Instance other;
  other.set_up();
  other.now = instance_.now;
  ASSERT_EQ(bring(other, get("/export").text).status, 200);
  // The same entry id with two contents, one new entry on each side, another name on one.
  json waited = pain_log;
  waited["entries"][0]["id"] = "phone-1";
  waited["entries"][0]["recorded_at"] = "2026-05-12T10:00:00+02:00";
  ASSERT_EQ(add(waited).status, 200);
  ASSERT_EQ(add(pain_log).status, 200);
  waited["entries"][0]["value"] = 7;
  ASSERT_EQ(other.ask("POST", at_ + "/entries", waited, "owner").status, 200);
  ASSERT_EQ(other.ask("PATCH", at_, {{"name", "Ada L."}}, "owner").status, 200);
  const std::size_t here = rows(other, "entry");
  const Answer done = bring(other, get("/export").text);
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.body["entries"], 2);
  EXPECT_EQ(rows(other, "entry"), here + 2);
  json merged;
  for (const json& m : done.body["merged"])
    if (m["id"] == person_) merged = m;
  ASSERT_EQ(merged["conflicts"].size(), 1U);
  EXPECT_EQ(merged["conflicts"][0]["versions"].size(), 2U);
  EXPECT_EQ(merged["differences"][0]["here"], "Ada L.");
  EXPECT_EQ(other.ask("GET", at_, nullptr, "owner").body["name"], "Ada L.");
  // Once more brings nothing.
  EXPECT_EQ(bring(other, get("/export").text).body["entries"], 0);
  EXPECT_EQ(rows(other, "entry"), here + 2);
}

TEST_F(ArchiveApi, one_call_takes_an_import_back_and_leaves_what_was_there) {
  const service::Files before = unzip(get("/export").text);
  Instance other;
  other.set_up();
  other.now = instance_.now + 86400;
  other.add_person("Cleo");
  ASSERT_EQ(bring(other, get("/export").text).status, 200);
  const std::string id = other.ask("GET", "/imports", nullptr, "owner").body[0]["id"].dump();
  // Into the first one: what was exported there comes to a person who is here.
  const Answer back = bring(instance_, other.export_all().text);
  ASSERT_EQ(back.status, 200) << back.text;
  const Answer undone = instance_.ask("DELETE", "/imports/" + back.body["import"].dump(), nullptr, "owner");
  ASSERT_EQ(undone.status, 200) << undone.text;
  EXPECT_EQ(undone.body["removed"].size(), 1U);  // Cleo
  const service::Files after = unzip(get("/export").text);
  for (const auto& [name, content] : before) {
    // Two imports are noted with the people they touched: who changed what is never unsaid.
    if (name.find("person.json") == std::string::npos && name != "csv/audit.csv") {
      EXPECT_EQ(content, after.at(name)) << name;
    }
  }
  const Answer there = other.ask("DELETE", "/imports/" + id, nullptr, "owner");
  ASSERT_EQ(there.status, 200) << there.text;
  EXPECT_EQ(there.body["removed"].size(), 2U);
  EXPECT_EQ(other.ask("GET", "/people", nullptr, "owner").body.size(), 1U);
  EXPECT_EQ(other.ask("DELETE", "/imports/" + id, nullptr, "owner").status, 409);
  EXPECT_TRUE(other.app().database.check_integrity());
}

TEST_F(ArchiveApi, undo_keeps_a_person_who_wrote_since) {
  Instance other;
  other.set_up();
  other.now = instance_.now;
  ASSERT_EQ(bring(other, get("/export").text).status, 200);
  ASSERT_EQ(other.ask("POST", at_ + "/entries", pain_log, "owner").status, 200);
  const Answer undone = other.ask("DELETE", "/imports/1", nullptr, "owner");
  ASSERT_EQ(undone.status, 200) << undone.text;
  ASSERT_EQ(undone.body["kept"].size(), 1U);
  EXPECT_EQ(undone.body["kept"][0]["id"], person_);
  EXPECT_EQ(other.ask("GET", at_ + "/entries", nullptr, "owner").body["count"], 1);
}

TEST_F(ArchiveApi, what_is_wrong_in_a_zip_is_named_and_nothing_of_it_stays) {
  const service::Files good = unzip(get("/export").text);
  const std::string folder = "people/" + person_ + "/";
  json about = json::parse(good.at(folder + "person.json"));
  const auto changed = [&](const char* field, const json& value) {
    json copy = about;
    copy[field] = value;
    return with(good, folder + "person.json", copy.dump());
  };
  json newer = json::parse(good.at("manifest.json")), climbing = newer;
  newer["version"] = 7;
  climbing["people"].push_back("../../etc");
  json batches = about["batches"];
  batches[0]["entries"].erase(0);
  const std::vector<std::pair<std::string, std::string>> wrong{
      {"no zip", "PK nonsense"},
      {"manifest.json", service::write_zip({{"a.txt", "a"}}).value()},
      {"format 7", with(good, "manifest.json", newer.dump())},
      {"people", with(good, "manifest.json", climbing.dump())},
      {"does not belong", with(good, "people/other/person.json", "{}")},
      {"a text of 1", changed("zone", "")},
      {"zone", changed("zone", "Mars/Base")},
      {"id", changed("id", "somebody")},
      {"name", changed("name", std::string(5000, 'x'))},
      {"does not know", changed("hobby", "chess")},
      {"batches", changed("batches", batches)},
      {"consents", changed("consents", 3)},
      {"not JSON", with(good, folder + "person.json", "{")},
      {"nested", with(good, folder + "shown.json", std::string(10'000, '['))},
      {"case.json", with(good, folder + "case.json", "{}")},
      {"receipts.json", with(good, "receipts.json", "{}")},
  };
  Instance empty;
  empty.set_up();
  empty.now = instance_.now;
  for (const auto& [word, zip] : wrong) {
    const Answer refused = bring(empty, zip);
    EXPECT_EQ(refused.status, 400) << word;
    EXPECT_NE(refused.text.find(word), std::string::npos) << word << refused.text;
    for (const char* table : {"person", "entry", "batch", "import", "shown", "consent"})
      EXPECT_EQ(rows(empty, table), 0U) << word << " left rows in " << table;
  }
}

TEST_F(ArchiveApi, a_sealed_export_never_lies_open_while_it_is_read_in) {
  const TempFolder folder;
  ASSERT_TRUE(service::seal(instance_.export_all().text, folder / "e.sealed", "five plain words in a row"));
  Instance other;
  other.now = instance_.now;
  const auto names = [&] {
    std::set<std::string> found;
    for (const auto& file : std::filesystem::directory_iterator(other.folder() / ""))
      found.insert(file.path().filename().string());
    return found;
  };
  const std::set<std::string> before = names();
  int looked = 0;
  const auto done = other.app().archives.bring_in_file(
      {}, folder / "e.sealed", "five plain words in a row", other.now, [&](std::string_view, double) {
        EXPECT_EQ(names(), before) << "whoever is killed now leaves nothing";
        ++looked;
      });
  ASSERT_TRUE(done) << done.error().error.text();
  EXPECT_GE(looked, 2);
}

TEST_F(ArchiveApi, a_backup_that_is_sent_as_an_export_is_told_where_it_belongs) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "plain", get("/backup").text));
  ASSERT_TRUE(service::seal(get("/backup").text, folder / "sealed", "five plain words in a row"));
  for (const char* name : {"plain", "sealed"}) {
    const auto refused = instance_.app().archives.bring_in_file(
        {}, folder / name, "five plain words in a row", instance_.now, {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().error.text().find("hamstring restore"), std::string::npos) << name;
  }
}

TEST_F(ArchiveApi, a_name_with_a_sign_that_nobody_sees_is_not_read_in) {
  service::Files files = unzip(instance_.export_all().text);
  const std::string about = "people/" + person_ + "/person.json";
  ASSERT_TRUE(files.contains(about)) << about;
  json person = json::parse(files[about]);
  person["name"] = "Ada\u202EgreB";
  const Answer refused = bring(instance_, with(files, about, person.dump()));
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.text.find("U+202E"), std::string::npos) << refused.text;
}

TEST_F(ArchiveApi, a_backup_is_a_database_with_everything_in_it) {
  const Answer backup = get("/backup");
  ASSERT_EQ(backup.status, 200);
  ASSERT_TRUE(write_file(instance_.folder() / "copy.db", backup.text));
  const auto copy = store::Database::open(instance_.folder() / "copy.db");
  ASSERT_TRUE(copy && copy->check_integrity());
  EXPECT_EQ(store::people(*copy).value().size(), 2U);
}

}  // namespace
}  // namespace hamstring::test
