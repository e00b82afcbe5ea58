// Rows of a squad as they were typed, as entries of tests; what cannot be stands beside its row.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "history/case.h"
#include "service/squad_meaning.h"

namespace hamstring::service {

struct SquadRowsRead {
  std::vector<std::pair<std::string, rehab::Entry>> entries;  ///< by person
  Json faults = Json::array();                                ///< [{row, field, text}]
};

/// Of {rows: [{person, left, right, pain, day}], day}; a number may be text, with a comma for a point.
[[nodiscard]] SquadRowsRead read_rows(const Words& words, const rehab::ClinicalTest& test,
                                      const Json& request, const std::vector<SquadMember>& members);

}  // namespace hamstring::service
