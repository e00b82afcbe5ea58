// For whoever looks after many: tests of a squad, templates, the tests of one person over time.
#pragma once

#include <cstdint>
#include <string>

#include "service/people.h"
#include "service/squad_meaning.h"

namespace hamstring::service {

class Practice {
 public:
  Practice(const store::Database& database, const rehab::Knowledge& knowledge, People& people)
      : database_(database), knowledge_(knowledge), people_(people) {}

  /// Prescribing of api/openapi.json.
  Outcome<Json> prescribing(const std::string& person, const std::string& language, std::int64_t now);

  /// Templates of the caller's own account.
  Outcome<Json> templates(const Caller& caller);
  /// {name, lines}; one of the same name is replaced. Errors: a line that is none, an exercise that is not
  /// known.
  Outcome<Json> keep_template(const Caller& caller, const Json& request, std::int64_t now);
  Outcome<Json> remove_template(const Caller& caller, const std::string& id);

  /// Squad: one test of everybody, or of a group, with what the last numbers mean.
  Outcome<Json> squad(const Caller& caller, const std::string& test, const std::string& group,
                      std::int64_t now);
  /// Squad of {test, day?, rows: [{person, left, right, pain}], preview?}: saved as a whole or, where
  /// `preview`, only judged. Errors: bad_input with every row that cannot be, as {row, field, text} in
  /// `extra`.
  Outcome<Json> save_squad(const Caller& caller, const Json& request, std::int64_t now);
  /// SquadTable of {text, columns?}: rows matched to people by name, each with what is wrong with it. Nothing
  /// is saved.
  Outcome<Json> read_squad(const Caller& caller, const Json& request, std::int64_t now);

  /// Both in one, for who brings a file: {text, test, columns?, day?, confirm?, preview?} → Squad with
  /// `units`. Errors: every row that cannot be, as {line, name, field, text} in `extra`, those of the table
  /// and of the numbers alike; nothing is saved then.
  Outcome<Json> take_squad(const Caller& caller, const Json& request, std::int64_t now);

  /// Trends: every test of one person over time, with its goal.
  Outcome<Json> trends(const std::string& person, const std::string& language, std::int64_t now);

  /// Adds each person's groups to the rows of the list.
  Outcome<void> add_groups(Json& rows);

 private:
  Outcome<std::vector<SquadMember>> members(const Caller& caller, const std::string& group, std::int64_t now);

  const store::Database& database_;
  const rehab::Knowledge& knowledge_;
  People& people_;
};

inline constexpr std::size_t template_name_max = 80;
/// The lines of a template as the one reader of entries reads them: a prescription for nobody yet.
[[nodiscard]] Outcome<rehab::PrescriptionEntry> template_lines(const Json& lines);

/// "U21, backs" as names, each once. Errors: one that is too long.
[[nodiscard]] Outcome<std::vector<std::string>> groups_in(const std::string& text);

}  // namespace hamstring::service
