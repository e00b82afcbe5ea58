// Rows of a squad as they were typed, as entries of tests; what cannot be stands beside its row.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "history/case.h"
#include "service/squad_meaning.h"

namespace hamstring::service {

struct SquadRowsRead {
  std::vector<std::pair<std::string, rehab::Entry>> entries;  ///< by person
  Json faults = Json::array();                                ///< [{row, field, text}]
  Json questions = Json::array();  ///< the same of numbers that can be and are hardly meant
};

/// What somebody typed, for a message: in quotes, short, never taken for the name of a text.
[[nodiscard]] std::string as_written(std::string_view text);
/// The test of both legs that this squad was measured with last; where none was, one of force.
[[nodiscard]] std::string usual_test(const rehab::Knowledge& knowledge,
                                     const std::vector<SquadMember>& members);

/// Of {rows: [{person, left, right, pain, day}], day}; a number may be text, with a comma for a point.
[[nodiscard]] SquadRowsRead read_rows(const Words& words, const rehab::ClinicalTest& test,
                                      const Json& request, const std::vector<SquadMember>& members);

}  // namespace hamstring::service
