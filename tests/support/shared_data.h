// Real recordings are not part of the project. Tests that use them find them through HAMSTRING_SHARED_DATA
// (default ../shared/data beside the project) and skip with a message where they are absent;
// `./test --require-data` turns such a skip into a failure.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace hamstring::testing {

inline std::filesystem::path shared_data_folder() {
  if (const char* folder = std::getenv("HAMSTRING_SHARED_DATA")) return folder;
  return std::filesystem::path(HAMSTRING_PROJECT_DIR) / ".." / "shared" / "data";
}

inline std::filesystem::path shared_data(const std::string& relative) {
  return shared_data_folder() / relative;
}

inline bool shared_data_is_required() {
  const char* value = std::getenv("HAMSTRING_REQUIRE_DATA");
  return value != nullptr && std::string(value) == "1";
}

}  // namespace hamstring::testing

// Leaves the test (skipped, or failed under --require-data) unless the recording is there.
#define HAMSTRING_NEEDS_DATA(relative)                                                              \
  do {                                                                                              \
    if (!std::filesystem::exists(::hamstring::testing::shared_data(relative))) {                    \
      if (::hamstring::testing::shared_data_is_required()) {                                        \
        FAIL() << "recording required but absent: " << ::hamstring::testing::shared_data(relative); \
      }                                                                                             \
      GTEST_SKIP() << "recording not here: " << ::hamstring::testing::shared_data(relative);        \
    }                                                                                               \
  } while (false)
