// What the server did, a line a request: which route, how it ended, how long it took. Never what was asked or
// answered: no id, no name, no value, no address of a machine.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace hamstring::server {

/// One request, in words of this program alone. Nothing that somebody sent may stand in it.
struct LogLine {
  std::string id;           ///< random; a person who is told of a fault is told this
  std::string_view method;  ///< "GET", … or "other"
  std::string_view route;   ///< the pattern: "/people/{person}/today"; "static", "unknown"
  int status = 0;
  double milliseconds = 0.0;  ///< from the header to the finished reply, waiting included
  std::string fault{};        ///< the type of an exception, never its text: that may hold values
};

/// A file of lines, for its owner alone (0600); when it is full it becomes FILE.1.log and so on, the oldest
/// goes. A line that cannot be written is left out: nobody waits for a full disk.
class RequestLog {
 public:
  /// Errors: the file cannot be made.
  [[nodiscard]] static Result<std::unique_ptr<RequestLog>> open(const std::filesystem::path& file,
                                                                std::size_t bytes_max = std::size_t{4} << 20,
                                                                std::size_t files_max = 3);
  virtual ~RequestLog() = default;
  /// From any thread.
  virtual void write(const LogLine& line) = 0;
};

/// The number of a request: eight hexadecimal digits, short enough to be read out.
[[nodiscard]] std::string log_id();

}  // namespace hamstring::server
