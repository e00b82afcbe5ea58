// Zip files, written in order (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT): sizes stand
// behind each file, and the list of all at the end.
#include <zlib.h>

#include <algorithm>
#include <array>

#include "vault/zip.h"

namespace hamstring::service {
namespace {

constexpr std::uint64_t short_max = 0xffffffff;
constexpr std::uint16_t first_day = (1 << 5) | 1;  // 1980-01-01, the first there is
constexpr std::uint16_t sizes_behind = 1 << 3, in_utf8 = 1 << 11;
constexpr std::uint16_t plain_version = 20, long_version = 45;
constexpr std::uint16_t deflated = 8;
constexpr int level = 6;
constexpr std::size_t piece_max = 65536;

/// Little-endian fields.
class Record {
 public:
  Record& two(std::uint64_t value) { return put(value, 2); }
  Record& four(std::uint64_t value) { return put(value, 4); }
  Record& eight(std::uint64_t value) { return put(value, 8); }
  Record& text(std::string_view text) {
    bytes_ += text;
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  Record& put(std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i) bytes_ += static_cast<char>((value >> (8 * i)) & 0xffU);
    return *this;
  }
  std::string bytes_;
};

}  // namespace

struct ZipWriter::Deflate {
  z_stream stream{};
  std::array<char, piece_max> out{};
  bool open = false;
};

ZipWriter::ZipWriter(Sink sink) : sink_(std::move(sink)), deflate_(std::make_unique<Deflate>()) {
  // Raw deflate, as zips hold it.
  deflate_->open =
      deflateInit2(&deflate_->stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  good_ = deflate_->open;
}

ZipWriter::~ZipWriter() {
  if (deflate_->open) deflateEnd(&deflate_->stream);
}

void ZipWriter::put(std::string_view bytes) {
  if (good_ && !bytes.empty()) good_ = sink_(bytes);
  at_ += bytes.size();
}

void ZipWriter::begin(const std::string& name) {
  entries_.push_back({.name = name, .at = at_});
  if (deflateReset(&deflate_->stream) != Z_OK) good_ = false;
  Record record;
  record.four(0x04034b50).two(plain_version).two(sizes_behind | in_utf8).two(deflated).two(0).two(first_day);
  record.four(0).four(0).four(0).two(name.size()).two(0).text(name);
  put(record.bytes());
}

void ZipWriter::deflate(std::string_view piece, bool last) {
  z_stream& stream = deflate_->stream;
  // zlib does not write to what it reads.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
  stream.avail_in = static_cast<uInt>(piece.size());
  do {
    stream.next_out = reinterpret_cast<Bytef*>(deflate_->out.data());
    stream.avail_out = static_cast<uInt>(deflate_->out.size());
    if (::deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR) good_ = false;
    const std::size_t made = deflate_->out.size() - stream.avail_out;
    entries_.back().packed += made;
    put({deflate_->out.data(), made});
  } while (good_ && stream.avail_out == 0);
}

void ZipWriter::write(std::string_view piece) {
  while (good_ && !piece.empty()) {
    const std::string_view part = piece.substr(0, std::size_t{1} << 24);
    Entry& entry = entries_.back();
    entry.check = static_cast<std::uint32_t>(
        crc32(entry.check, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size())));
    entry.unpacked += part.size();
    deflate(part, false);
    piece.remove_prefix(part.size());
  }
}

void ZipWriter::end() {
  if (!good_) return;
  deflate({}, true);
  const Entry& entry = entries_.back();
  unpacked_ += entry.unpacked;
  largest_ = std::max(largest_, entry.unpacked);
  if (entry.unpacked >= short_max || entry.packed >= short_max) good_ = false;
  put(Record().four(0x08074b50).four(entry.check).four(entry.packed).four(entry.unpacked).bytes());
}

Result<void> ZipWriter::finish() {
  const std::uint64_t list = at_;
  for (const Entry& entry : entries_) {
    const bool far = entry.at >= short_max;
    const std::uint16_t version = far ? long_version : plain_version;
    Record record;
    record.four(0x02014b50).two(version).two(version).two(sizes_behind | in_utf8).two(deflated).two(0);
    record.two(first_day).four(entry.check).four(entry.packed).four(entry.unpacked).two(entry.name.size());
    record.two(far ? 12 : 0).two(0).two(0).two(0).four(0).four(far ? short_max : entry.at).text(entry.name);
    if (far) record.two(1).two(8).eight(entry.at);
    put(record.bytes());
  }
  const std::uint64_t size = at_ - list, count = entries_.size(), here = at_;
  if (list >= short_max || count >= 0xffff) {
    Record record;
    record.four(0x06064b50).eight(44).two(long_version).two(long_version).four(0).four(0);
    record.eight(count).eight(count).eight(size).eight(list);
    record.four(0x07064b50).four(0).eight(here).four(1);
    put(record.bytes());
  }
  const std::uint64_t told = std::min<std::uint64_t>(count, 0xffff);
  Record record;
  record.four(0x06054b50).two(0).two(0).two(told).two(told).four(size).four(std::min(list, short_max)).two(0);
  put(record.bytes());
  if (good_) return {};
  return failure(Error{.message = "the zip could not be written",
                       .advice = "Look whether there is room on the disk, then try again."});
}

Result<std::string> write_zip(const Files& files) {
  std::string bytes;
  ZipWriter zip([&](std::string_view piece) {
    bytes += piece;
    return true;
  });
  for (const auto& [name, content] : files) zip.add(name, content);
  if (const auto done = zip.finish(); !done) return failure(done.error());
  return bytes;
}

}  // namespace hamstring::service
