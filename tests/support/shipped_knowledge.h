// The clinical content of data/, loaded once for a test program.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "knowledge/knowledge.h"

namespace hamstring::rehab {

inline const Knowledge& shipped_knowledge() {
  static const Knowledge loaded = [] {
    Diagnostics diagnostics;
    auto read = load_knowledge(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics);
    if (!read) ADD_FAILURE() << read.error().text();
    return read ? *std::move(read) : Knowledge{};
  }();
  return loaded;
}

}  // namespace hamstring::rehab
