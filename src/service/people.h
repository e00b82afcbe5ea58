// People and their histories: saved entry by entry, planned on the day it is where they live.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "rehab/case.h"
#include "service/accounts.h"
#include "service/problem.h"
#include "service/story.h"
#include "service/words.h"
#include "store/records.h"

namespace hamstring::service {

class People {
 public:
  People(const store::Database& database, const rehab::Knowledge& knowledge)
      : database_(database), knowledge_(knowledge) {}

  /// [PersonRow], who needs a look first. An athlete sees only themself.
  Outcome<Json> list(const Caller& caller, std::int64_t now);
  /// Saves a story as a new person with consent; Made.
  Outcome<Json> add(const Caller& caller, const Json& request, std::int64_t now);
  Outcome<Json> describe(const std::string& person);
  Outcome<Json> change(const Caller& caller, const std::string& person, const Json& request,
                       std::int64_t now);
  /// Erases everything; Receipt.
  Outcome<Json> erase(const Caller& caller, const std::string& person, std::int64_t now);

  /// Today. `day` empty: the day it is there. What is shown is kept with the versions that made it. A coach
  /// sees the work and no clinical answers.
  Outcome<Json> today(const Caller& caller, const std::string& person, const std::string& day,
                      const std::string& protocol, std::int64_t now);
  /// Measures of api/openapi.json: every test with whether it may be done today, questionnaires, alignment.
  Outcome<Json> measures(const std::string& person, std::int64_t now);
  Outcome<Json> entries(const std::string& person);
  /// Saved; all or none. Code::conflict where somebody else wrote since the caller looked.
  Outcome<Json> add_entries(const Caller& caller, const std::string& person, const Json& request,
                            std::int64_t now);
  Outcome<void> take_back(const Caller& caller, const std::string& person, std::int64_t batch,
                          std::int64_t now);
  Outcome<std::string> case_file(const std::string& person);
  Outcome<Json> merge(const Caller& caller, const std::string& person, const std::string& text,
                      std::int64_t now);
  Outcome<std::string> calendar(const std::string& person, std::int64_t now);
  Outcome<Json> audit(const std::string& person);

  /// The history as rehab/ reads it; kept in memory until an entry comes or goes.
  Outcome<std::shared_ptr<const rehab::Case>> history(const std::string& person);
  Outcome<store::PersonRow> find(const std::string& person);
  void note(const Caller& caller, const std::string& person, const std::string& action,
            const std::string& detail, std::int64_t now);

 private:
  Outcome<std::int64_t> save(const Caller& caller, const std::string& person, const rehab::Case& entries,
                             const std::string& kind, const std::string& note, std::int64_t now);
  Outcome<Json> row(const store::PersonRow& person, bool clinical, std::int64_t now);
  void forget(const std::string& person);

  const store::Database& database_;
  const rehab::Knowledge& knowledge_;
  std::mutex lock_;  ///< of the caches
  struct Remembered {
    std::shared_ptr<const rehab::Case> history;
    std::map<std::string, Json> rows;  ///< by day and kind of caller
  };
  std::map<std::string, Remembered> remembered_;
};

/// 16 random hexadecimal digits after a letter.
[[nodiscard]] std::string new_id(char letter);

}  // namespace hamstring::service
