// Zip files as values: written so that equal content is equal bytes, read with limits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace hamstring::service {

/// Content by name ("people/p1/case.json"), sorted.
using Files = std::map<std::string, std::string>;

struct ZipLimits {
  std::size_t packed_max = std::size_t{64} << 20;     ///< [bytes]
  std::size_t unpacked_max = std::size_t{512} << 20;  ///< of all files together [bytes]
  std::size_t file_max = std::size_t{256} << 20;      ///< of one file [bytes]
  std::size_t files_max = 20'000;
  std::size_t ratio_max = 250;  ///< unpacked to packed, above ratio_from
  std::size_t ratio_from = std::size_t{1} << 20;
};

/// Where pieces of a file go, in order; false where one was refused.
using Sink = std::function<bool(std::string_view)>;

/// A zip written piece by piece and in order, so that nothing of it is held: one fixed date, one way of
/// packing; the same pieces give the same bytes. What one refused write leaves behind is no zip: finish()
/// says so.
class ZipWriter {
 public:
  explicit ZipWriter(Sink sink);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  void begin(const std::string& name);
  void write(std::string_view piece);
  void end();
  void add(const std::string& name, std::string_view content) {
    begin(name);
    write(content);
    end();
  }
  /// The list of what is in it. Errors: a write was refused, a file of more than 4 GB, no memory.
  [[nodiscard]] Result<void> finish();

  [[nodiscard]] std::uint64_t packed() const { return at_; }  ///< [bytes] so far
  [[nodiscard]] std::uint64_t unpacked() const { return unpacked_; }
  [[nodiscard]] std::uint64_t largest() const { return largest_; }  ///< of the files so far [bytes]
  [[nodiscard]] std::size_t files() const { return entries_.size(); }

 private:
  struct Deflate;
  struct Entry {
    std::string name;
    std::uint64_t at = 0, packed = 0, unpacked = 0;
    std::uint32_t check = 0;
  };
  void put(std::string_view bytes);
  void deflate(std::string_view piece, bool last);

  Sink sink_;
  std::unique_ptr<Deflate> deflate_;
  std::vector<Entry> entries_;
  std::uint64_t at_ = 0, unpacked_ = 0, largest_ = 0;
  bool good_ = true;
};

/// All of `files`, sorted by name. Errors: no memory.
[[nodiscard]] Result<std::string> write_zip(const Files& files);

/// A zip of which one file at a time is unpacked. Everything that it claims to hold was looked at before.
class ZipReader {
 public:
  /// Errors, each with the name that is at fault: not a zip, damaged, encrypted, more files or bytes than the
  /// limits, packed too densely, a path that is absolute or climbs, a link, a name that stands twice (letter
  /// case aside). `bytes` have to outlive it.
  [[nodiscard]] static Result<ZipReader> open(std::string_view bytes, const ZipLimits& limits = {});
  [[nodiscard]] static Result<ZipReader> open(const std::filesystem::path& file, const ZipLimits& limits);
  ZipReader(ZipReader&&) noexcept;
  ~ZipReader();

  /// Sorted; folders are passed over.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Errors: it is not there, damaged.
  [[nodiscard]] Result<std::string> content(const std::string& name) const;
  /// The same in pieces, for what is larger than memory; stops where `take` says false.
  [[nodiscard]] Result<void> stream(const std::string& name, const Sink& take) const;
  /// Unpacked, as the zip says [bytes]; 0 where it is not there.
  [[nodiscard]] std::size_t size(const std::string& name) const;

 private:
  struct Open;
  explicit ZipReader(std::unique_ptr<Open> open);
  std::unique_ptr<Open> open_;
};

/// All files of a zip. Errors: as ZipReader.
[[nodiscard]] Result<Files> read_zip(std::string_view bytes, const ZipLimits& limits = {});

}  // namespace hamstring::service
