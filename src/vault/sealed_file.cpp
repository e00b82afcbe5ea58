#include "vault/sealed_file.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "core/file.h"
#include "core/try.h"

namespace hamstring::service {
namespace {

constexpr std::string_view magic = "hamstring sealed 1\n";
constexpr std::size_t chunk = std::size_t{64} * 1024;
constexpr unsigned long long memory_max = 1ULL << 30, passes_max = 20;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

/// What stands before the sealed bytes; part of what is proven.
struct Header {
  std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
  unsigned long long passes = crypto_pwhash_OPSLIMIT_MODERATE, memory = crypto_pwhash_MEMLIMIT_MODERATE;
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> stream{};
};
constexpr std::size_t header_size =
    magic.size() + crypto_pwhash_SALTBYTES + 16 + crypto_secretstream_xchacha20poly1305_HEADERBYTES;

std::vector<unsigned char> bytes_of(const Header& header) {
  std::vector<unsigned char> bytes(magic.begin(), magic.end());
  bytes.insert(bytes.end(), header.salt.begin(), header.salt.end());
  for (const unsigned long long value : {header.passes, header.memory})
    for (unsigned shift = 0; shift < 64; shift += 8)
      bytes.push_back(static_cast<unsigned char>((value >> shift) & 0xff));
  bytes.insert(bytes.end(), header.stream.begin(), header.stream.end());
  return bytes;
}

Header header_of(const std::vector<unsigned char>& bytes) {
  Header header;
  const unsigned char* at = bytes.data() + magic.size();
  std::memcpy(header.salt.data(), at, header.salt.size());
  at += header.salt.size();
  for (unsigned long long* value : {&header.passes, &header.memory}) {
    *value = 0;
    for (unsigned i = 0; i < 8; ++i) *value |= static_cast<unsigned long long>(*at++) << (8 * i);
  }
  std::memcpy(header.stream.data(), at, header.stream.size());
  return header;
}

/// Wiped when it goes.
struct Key {
  std::array<unsigned char, crypto_secretstream_xchacha20poly1305_KEYBYTES> bytes{};
  Key() = default;
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { sodium_memzero(bytes.data(), bytes.size()); }
};

Result<void> derive(const Header& header, const std::string& pass_phrase, Key& key) {
  if (crypto_pwhash(key.bytes.data(), key.bytes.size(), pass_phrase.data(), pass_phrase.size(),
                    header.salt.data(), header.passes, static_cast<std::size_t>(header.memory),
                    crypto_pwhash_ALG_ARGON2ID13) == 0)
    return {};
  return failure(Error{.message = "there is not enough memory to make the key",
                       .advice = "It takes 256 MB; close something and try again."});
}

std::unexpected<Error> seal_fault(std::string message, const std::filesystem::path& file,
                                  std::string advice = {}) {
  return failure(Error{.message = std::move(message), .file = file.string(), .advice = std::move(advice)});
}

}  // namespace

bool is_sealed(const std::filesystem::path& file) {
  const File in(std::fopen(file.c_str(), "rb"));
  std::array<char, magic.size()> begin{};
  return in && std::fread(begin.data(), 1, begin.size(), in.get()) == begin.size() &&
         std::string_view(begin.data(), begin.size()) == magic;
}

struct SealedWriter::State {
  explicit State(const std::filesystem::path& to) : target(to, Readers::owner) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    sodium_memzero(&stream, sizeof stream);
    sodium_memzero(waiting.data(), waiting.size());
  }

  /// The last piece is never a full one: its end is the end.
  void push(std::size_t size, bool last) {
    unsigned long long length = 0;
    crypto_secretstream_xchacha20poly1305_push(&stream, sealed.data(), &length, waiting.data(), size,
                                               begin.data(), begin.size(),
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    target.write(sealed.data(), static_cast<std::size_t>(length));
  }

  FileWriter target;
  crypto_secretstream_xchacha20poly1305_state stream{};
  std::vector<unsigned char> begin;
  std::array<unsigned char, chunk> waiting{};
  std::size_t filled = 0;
  std::array<unsigned char, chunk + crypto_secretstream_xchacha20poly1305_ABYTES> sealed{};
};

SealedWriter::SealedWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SealedWriter::SealedWriter(SealedWriter&&) noexcept = default;
SealedWriter::~SealedWriter() = default;

Result<SealedWriter> SealedWriter::create(const std::filesystem::path& to, const std::string& pass_phrase) {
  if (pass_phrase.size() < pass_phrase_length_min)
    return failure(Error{.message = "the pass phrase needs at least 10 characters",
                         .advice = "Four or five words are easy to remember and hard to guess."});
  if (sodium_init() < 0) return failure("libsodium could not be started");
  Header header;
  Key key;
  randombytes_buf(header.salt.data(), header.salt.size());
  if (const auto done = derive(header, pass_phrase, key); !done) return failure(done.error());
  auto state = std::make_unique<State>(to);
  crypto_secretstream_xchacha20poly1305_init_push(&state->stream, header.stream.data(), key.bytes.data());
  state->begin = bytes_of(header);
  state->target.write(state->begin.data(), state->begin.size());
  return SealedWriter(std::move(state));
}

bool SealedWriter::write(std::string_view piece) {
  while (!piece.empty() && state_->target.good()) {
    const std::size_t n = std::min(piece.size(), chunk - state_->filled);
    std::memcpy(state_->waiting.data() + state_->filled, piece.data(), n);
    state_->filled += n;
    piece.remove_prefix(n);
    if (state_->filled < chunk) break;
    state_->push(chunk, false);
    state_->filled = 0;
  }
  return state_->target.good();
}

bool SealedWriter::good() const {
  return state_->target.good();
}

Result<void> SealedWriter::commit() {
  state_->push(state_->filled, true);
  return state_->target.commit();
}

Result<void> seal(std::string_view plain, const std::filesystem::path& to, const std::string& pass_phrase) {
  Result<SealedWriter> writer = SealedWriter::create(to, pass_phrase);
  if (!writer) return failure(writer.error());
  (void)writer->write(plain);
  return writer->commit();
}

namespace {

/// Where the proven bytes go; false ends it, and why is known there.
using PlainSink = std::function<bool(const unsigned char* data, std::size_t size)>;

Result<void> unseal_into(const std::filesystem::path& from, const std::string& pass_phrase,
                         const PlainSink& sink) {
  if (sodium_init() < 0) return failure("libsodium could not be started");
  const File in(std::fopen(from.c_str(), "rb"));
  std::vector<unsigned char> begin(header_size);
  if (!in || !is_sealed(from) || std::fread(begin.data(), 1, begin.size(), in.get()) != begin.size())
    return seal_fault("this is no encrypted backup", from);
  const Header header = header_of(begin);
  // A forged header must not make this machine work for hours.
  if (header.memory > memory_max || header.passes > passes_max || header.passes == 0)
    return seal_fault("the backup is damaged", from);
  Key key;
  if (const auto done = derive(header, pass_phrase, key); !done) return done;
  crypto_secretstream_xchacha20poly1305_state state;
  if (crypto_secretstream_xchacha20poly1305_init_pull(&state, header.stream.data(), key.bytes.data()) != 0)
    return seal_fault("the backup is damaged", from);
  std::vector<unsigned char> plain(chunk), sealed(chunk + crypto_secretstream_xchacha20poly1305_ABYTES);
  bool first = true, taken = true;
  for (unsigned char tag = 0; tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL; first = false) {
    const std::size_t n = std::fread(sealed.data(), 1, sealed.size(), in.get());
    unsigned long long length = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state, plain.data(), &length, &tag, sealed.data(), n,
                                                   begin.data(), begin.size()) != 0) {
      if (first)
        return seal_fault("the pass phrase is wrong, or the backup is damaged", from, "Nothing was changed.");
      return seal_fault("the backup is damaged or cut off", from,
                        "Nothing was changed; use an earlier backup.");
    }
    taken = sink(plain.data(), static_cast<std::size_t>(length));
    if (!taken) break;
  }
  sodium_memzero(plain.data(), plain.size());
  if (taken && std::fgetc(in.get()) != EOF) return seal_fault("the backup is damaged", from);
  return {};
}

}  // namespace

Result<void> unseal_file(const std::filesystem::path& from, const std::filesystem::path& to,
                         const std::string& pass_phrase) {
  FileWriter target(to, Readers::owner);
  const auto done = unseal_into(from, pass_phrase, [&](const unsigned char* data, std::size_t size) {
    target.write(data, size);
    return target.good();
  });
  return done ? target.commit() : done;
}

Result<HiddenFile> unseal_hidden(const std::filesystem::path& from, const std::filesystem::path& folder,
                                 const std::string& pass_phrase) {
  HAMSTRING_TRY(target, HiddenFile::in(folder));
  HAMSTRING_TRY_DO(unseal_into(from, pass_phrase, [&](const unsigned char* data, std::size_t size) {
    return target.write(data, size);
  }));
  HAMSTRING_TRY_DO(target.good());
  return target;
}

}  // namespace hamstring::service
