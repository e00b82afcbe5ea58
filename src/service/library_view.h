// What the knowledge holds, for reading: exercises, tests, programs, sources.
#pragma once

#include <optional>
#include <string>

#include "service/words.h"

namespace hamstring::service {

/// Test of api/openapi.json.
[[nodiscard]] Json test_json(const Words& words, const rehab::ClinicalTest& test);
[[nodiscard]] Json library_json(const Words& words);
/// Nothing where there is no such source.
[[nodiscard]] std::optional<Json> source_json(const Words& words, const std::string& id);

}  // namespace hamstring::service
