#include "vault/hidden_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace hamstring::service {
namespace {

Error write_error(const std::filesystem::path& folder, const std::string& why) {
  return {.message = fmt::format("cannot be written: {}", why),
          .file = folder.string(),
          .advice = "Make room on this disk, or choose another one; nothing was changed."};
}

/// Where a file system has no files without a name, one that loses its name at once.
int open_and_unlink(const std::filesystem::path& folder) {
  std::string name = (folder / ".hamstring_XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return descriptor;
}

}  // namespace

Result<HiddenFile> HiddenFile::in(const std::filesystem::path& folder) {
  const std::filesystem::path where = folder.empty() ? std::filesystem::path(".") : folder;
  int descriptor = -1;
#ifdef O_TMPFILE
  descriptor = ::open(where.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
#endif
  if (descriptor < 0) descriptor = open_and_unlink(where);
  if (descriptor < 0) return failure(write_error(where, std::strerror(errno)));
  return HiddenFile(descriptor, where);
}

HiddenFile::HiddenFile(HiddenFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      folder_(std::move(other.folder_)),
      problem_(std::move(other.problem_)) {}

HiddenFile::~HiddenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool HiddenFile::write(const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (problem_.empty() && size > 0) {
    const ssize_t n = ::write(descriptor_, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      problem_ = std::strerror(n < 0 ? errno : EIO);
      break;
    }
    at += n;
    size -= static_cast<std::size_t>(n);
  }
  return problem_.empty();
}

Result<void> HiddenFile::good() const {
  if (problem_.empty()) return {};
  return failure(write_error(folder_, problem_));
}

std::filesystem::path HiddenFile::path() const {
#ifdef __linux__
  return fmt::format("/proc/self/fd/{}", descriptor_);
#else
  return fmt::format("/dev/fd/{}", descriptor_);
#endif
}

}  // namespace hamstring::service
