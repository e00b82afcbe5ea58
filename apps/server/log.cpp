#include "apps/server/log.h"

#include <fcntl.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/random_hex.h"

namespace hamstring::server {
namespace {

/// Made before spdlog opens it, so that nobody else could have read it for an instant.
bool make_private(const std::string& file) {
  const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (handle < 0) return false;
  const bool done = ::fchmod(handle, 0600) == 0;  // one of an older program, say
  ::close(handle);
  return done;
}

class FileLog final : public RequestLog {
 public:
  explicit FileLog(std::shared_ptr<spdlog::sinks::rotating_file_sink_mt> sink)
      : logger_("requests", std::move(sink)) {
    logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                                                                      spdlog::pattern_time_type::utc));
    logger_.flush_on(spdlog::level::info);
    logger_.set_error_handler([](const std::string&) {});
  }

  void write(const LogLine& line) override {
    const auto level = line.fault.empty() ? spdlog::level::info : spdlog::level::err;
    logger_.log(level, "id={} method={} route={} status={} ms={:.1f}{}{}", line.id, line.method, line.route,
                line.status, line.milliseconds, line.fault.empty() ? "" : " fault=", line.fault);
  }

 private:
  spdlog::logger logger_;
};

}  // namespace

Result<std::unique_ptr<RequestLog>> RequestLog::open(const std::filesystem::path& file, std::size_t bytes_max,
                                                     std::size_t files_max) {
  const auto refused = [&](std::string why) {
    return failure(Error{.message = "the log cannot be written: " + std::move(why),
                         .file = file.string(),
                         .advice = "Give it another place (--log FILE), or none (--no-log)."});
  };
  if (!make_private(file.string())) return refused(std::strerror(errno));
  try {
    spdlog::file_event_handlers handlers;
    handlers.before_open = [](const spdlog::filename_t& name) { (void)make_private(name); };
    return std::make_unique<FileLog>(std::make_shared<spdlog::sinks::rotating_file_sink_mt>(
        file.string(), bytes_max, files_max, false, handlers));
  } catch (const spdlog::spdlog_ex& error) {
    return refused(error.what());
  }
}

std::string log_id() {
  return random_hex(4);
}

}  // namespace hamstring::server
