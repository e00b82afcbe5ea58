#include "core/file.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

namespace hamstring {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FileHandle = std::unique_ptr<std::FILE, CloseFile>;

Result<std::string> read_stream(std::FILE* stream, const std::string& name, std::size_t limit_bytes) {
  std::string content;
  std::array<char, 65536> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), stream)) {
    if (content.size() + n > limit_bytes) {
      return failure({.message = fmt::format("the file is larger than {} MiB", limit_bytes >> 20U),
                      .file = name,
                      .advice = "Split the recording into shorter trials."});
    }
    content.append(buffer.data(), n);
  }
  if (std::ferror(stream) != 0) {
    return failure({.message = fmt::format("reading stopped: {}", std::strerror(errno)), .file = name});
  }
  return content;
}

Error write_error(const std::filesystem::path& path, const std::string& why) {
  return {.message = "cannot write this file: " + why,
          .file = path.string(),
          .advice = "Choose a folder that you may write to, with space left (--out)."};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit_bytes) {
  if (path == "-") return read_stream(stdin, "standard input", limit_bytes);
  std::error_code code;
  const std::filesystem::file_status status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) {
    return failure(
        {.message = "no such file", .file = path.string(), .advice = "Check the name and the folder."});
  }
  if (std::filesystem::is_directory(status)) {
    return failure({.message = "this is a folder, a file is needed", .file = path.string()});
  }
  const FileHandle file(std::fopen(path.c_str(), "rb"));
  if (!file)
    return failure({.message = fmt::format("cannot open: {}", std::strerror(errno)), .file = path.string()});
  return read_stream(file.get(), path.string(), limit_bytes);
}

Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  std::error_code code;
  if (path.has_parent_path()) {
    std::filesystem::create_directories(path.parent_path(), code);
    if (code) return failure(write_error(path, code.message()));
  }
  std::filesystem::path temporary = path;
  temporary += ".partial";
  {
    FileHandle file(std::fopen(temporary.c_str(), "wb"));
    if (!file) return failure(write_error(path, std::strerror(errno)));
    const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
    const bool closed = std::fclose(file.release()) == 0;
    if (!written || !closed) {
      const std::string why = std::strerror(errno);
      std::filesystem::remove(temporary, code);
      return failure(write_error(path, why));
    }
  }
  std::filesystem::rename(temporary, path, code);
  if (code) {
    const std::string why = code.message();
    std::filesystem::remove(temporary, code);
    return failure(write_error(path, why));
  }
  return {};
}

std::string sha256_hex(std::string_view content) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(content.data()), content.size());
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace hamstring
