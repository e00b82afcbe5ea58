#include "vault/zip.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "core/text.h"
#include "core/try.h"

namespace hamstring::service {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using Source = std::unique_ptr<zip_source_t, FreeSource>;

constexpr zip_uint16_t first_dos_day = (1 << 5) | 1;  // 1980-01-01, the first there is
constexpr zip_uint32_t level = 6;

std::unexpected<Error> refused(std::string message, std::string_view name = {}, std::string advice = {}) {
  return failure(Error{.message = std::move(message),
                       .element = name.empty() ? std::string{} : quote_for_message(name, 120),
                       .advice = std::move(advice)});
}

Result<std::string> bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_open(source) != 0 || zip_source_stat(source, &stat) != 0)
    return refused("the zip could not be made");
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (got < 0 || static_cast<std::size_t>(got) != bytes.size()) return refused("the zip could not be made");
  return bytes;
}

Result<void> add_file(zip_t* archive, const std::string& name, const std::string& content) {
  zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
  const zip_int64_t at =
      source == nullptr ? -1 : zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (at < 0) {
    if (source != nullptr) zip_source_free(source);
    return refused("the zip could not be made", name);
  }
  const auto index = static_cast<zip_uint64_t>(at);
  if (zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, level) != 0 ||
      zip_file_set_dostime(archive, index, 0, first_dos_day, 0) != 0)
    return refused("the zip could not be made", name);
  return {};
}

/// Whether the name stays below the folder somebody would unpack it into, on every system.
bool harmless(std::string_view name) {
  if (name.empty() || name.size() > 300 || name.starts_with('/') ||
      name.find('\\') != std::string_view::npos || name.find(':') != std::string_view::npos)
    return false;
  if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    return false;
  if (name.ends_with('/')) name.remove_suffix(1);
  return std::ranges::none_of(split_fields(name, '/'), [](std::string_view part) {
    return part.empty() || part == "." || part == "..";
  });
}

bool is_link(zip_t* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return true;
  const zip_uint32_t kind = (attributes >> 16) & S_IFMT;
  return system == ZIP_OPSYS_UNIX && kind != 0 && kind != S_IFREG && kind != S_IFDIR;
}

class Reader {
 public:
  Reader(zip_t* archive, const ZipLimits& limits) : archive_(archive), limits_(limits) {}

  Result<Files> read() {
    const zip_int64_t count = zip_get_num_entries(archive_, 0);
    if (count < 0 || static_cast<std::size_t>(count) > limits_.files_max)
      return refused(fmt::format("the zip holds {} files; {} are read at most", count, limits_.files_max));
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
      HAMSTRING_TRY_DO(look_at(i));
    }
    // Nothing is unpacked before all that is claimed was looked at.
    for (const auto& [name, at] : found_) {
      HAMSTRING_TRY_DO(unpack(name, at));
    }
    return std::move(files_);
  }

 private:
  struct At {
    zip_uint64_t index;
    std::size_t size;
  };

  Result<void> look_at(zip_uint64_t index) {
    const char* raw = zip_get_name(archive_, index, ZIP_FL_ENC_RAW);
    const std::string name = raw == nullptr ? std::string{} : raw;
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_, index, 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0)
      return refused("the zip is damaged", name);
    if (!harmless(name)) return refused("this path leads out of its folder or is no file name", name);
    if (is_link(archive_, index)) return refused("links are not read", name);
    if (!names_.insert(to_lower(name)).second) return refused("this name stands twice in the zip", name);
    if (name.ends_with('/')) return {};
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return refused("the zip is encrypted", name, "Unpack it and pack it again without a password.");
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE)
      return refused("this way of packing is not read", name, "Pack it again as an ordinary zip.");
    return count(name, index, stat);
  }

  Result<void> count(const std::string& name, zip_uint64_t index, const zip_stat_t& stat) {
    if (stat.size > limits_.file_max)
      return refused(fmt::format("this file is larger than {} MB", limits_.file_max >> 20), name);
    unpacked_ += static_cast<std::size_t>(stat.size);
    if (unpacked_ > limits_.unpacked_max)
      return refused(fmt::format("unpacked the zip is larger than {} MB", limits_.unpacked_max >> 20), name);
    // Dense packing in one file is as much of a bomb as in all of them.
    if (stat.size > limits_.ratio_from && stat.size / limits_.ratio_max > stat.comp_size)
      return refused(fmt::format("this file grows more than {} times when it is unpacked", limits_.ratio_max),
                     name);
    found_.emplace(name, At{.index = index, .size = static_cast<std::size_t>(stat.size)});
    return {};
  }

  Result<void> unpack(const std::string& name, const At& at) {
    const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_, at.index, 0));
    if (!file) return refused("the zip is damaged", name);
    std::string content(at.size, '\0');
    std::size_t got = 0;
    while (got < content.size()) {
      const zip_int64_t n = zip_fread(file.get(), content.data() + got, content.size() - got);
      if (n <= 0) return refused("the zip is damaged", name);
      got += static_cast<std::size_t>(n);
    }
    // The end is where the check sum is compared, and where a file that claimed to be small goes on.
    char more = 0;
    if (zip_fread(file.get(), &more, 1) != 0) return refused("the zip is damaged", name);
    files_.emplace(name, std::move(content));
    return {};
  }

  zip_t* archive_;
  const ZipLimits& limits_;
  std::set<std::string> names_;
  std::map<std::string, At> found_;
  std::size_t unpacked_ = 0;
  Files files_;
};

}  // namespace

Result<std::string> write_zip(const Files& files) {
  const Source memory(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!memory) return refused("the zip could not be made");
  zip_source_keep(memory.get());  // one for the archive, one for reading what it wrote
  Archive archive(zip_open_from_source(memory.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) {
    zip_source_free(memory.get());
    return refused("the zip could not be made");
  }
  for (const auto& [name, content] : files) {
    HAMSTRING_TRY_DO(add_file(archive.get(), name, content));
  }
  if (zip_close(archive.get()) != 0) return refused("the zip could not be made");
  (void)archive.release();
  return bytes_of(memory.get());
}

Result<Files> read_zip(std::string_view bytes, const ZipLimits& limits) {
  if (bytes.size() > limits.packed_max)
    return refused(fmt::format("the zip is larger than {} MB", limits.packed_max >> 20));
  // To libzip nothing at all is a zip with nothing in it.
  if (bytes.empty()) return refused("this is no zip: it is empty");
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return refused("there is no memory for this zip");
  const Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (!archive) {
    zip_source_free(source);
    return refused("this is no zip, or a damaged one", {}, "Send the file that Hamstring exported.");
  }
  return Reader(archive.get(), limits).read();
}

}  // namespace hamstring::service
