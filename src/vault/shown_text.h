// shown.json: what was shown to somebody, one answer a line. Two plans are nearly the same 40 kB, so a line
// holds the answer as a whole, or how it differs from the one in the line before (JSON Patch, RFC 6902).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "store/records.h"
#include "view/words.h"

namespace hamstring::service {

/// Writes the lines one by one; each answer is read back exactly as it was shown.
class ShownText {
 public:
  explicit ShownText(std::function<void(std::string_view)> sink) : sink_(std::move(sink)) {}
  void add(const store::ShownRow& row);
  void end();

 private:
  std::function<void(std::string_view)> sink_;
  Json before_;
  bool first_ = true;
};

/// Gives the rows one by one, in order. `take` says what is wrong with one. Errors: the file and the row, and
/// what is wrong there.
[[nodiscard]] Result<void> read_shown(std::string_view text, const std::string& file,
                                      const std::function<Result<void>(store::ShownRow&)>& take);

}  // namespace hamstring::service
