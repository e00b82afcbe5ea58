// What the knowledge holds, for reading: exercises, tests, programs, sources.
#pragma once

#include <optional>
#include <string>

#include "view/words.h"

namespace hamstring::service {

/// One prevention program with its table.
[[nodiscard]] Json program_json(const Words& words, const rehab::Prevention& program);
/// Test of api/openapi.json.
[[nodiscard]] Json test_json(const Words& words, const rehab::ClinicalTest& test);
[[nodiscard]] Json library_json(const Words& words);
/// What each hamstring does in walking, running and so on, in order.
[[nodiscard]] Json roles_json(const Words& words);
/// Nothing where there is no such source.
[[nodiscard]] std::optional<Json> source_json(const Words& words, const std::string& id);

}  // namespace hamstring::service
