#include "store/packed.h"

#include <sqlite3.h>
#include <zlib.h>

#include <cstddef>

namespace hamstring::store {
namespace {

constexpr std::size_t head = 4;
constexpr std::size_t length_max = std::size_t{64} << 20;

void sql_packed(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
  const std::string made = text == nullptr ? std::string{} : pack({text, size});
  if (made.empty()) return sqlite3_result_error_nomem(context);
  sqlite3_result_blob64(context, made.data(), made.size(), SQLITE_TRANSIENT);
}

void unpacked(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
  const Result<std::string> text = unpack({bytes, bytes == nullptr ? 0 : size});
  if (!text) return sqlite3_result_error(context, text.error().message.c_str(), -1);
  sqlite3_result_text64(context, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

std::string pack(std::string_view text) {
  if (text.size() > length_max) return {};
  uLongf room = compressBound(text.size());
  std::string result(head + room, '\0');
  for (std::size_t i = 0; i < head; ++i)
    result[i] = static_cast<char>(text.size() >> (8 * (head - 1 - i)) & 0xffU);
  const int code = compress2(reinterpret_cast<Bytef*>(result.data() + head), &room,
                             reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_DEFAULT_COMPRESSION);
  if (code != Z_OK) return {};
  result.resize(head + room);
  return result;
}

Result<std::string> unpack(std::string_view packed) {
  const Error damaged{.message = "a text that was kept packed is damaged"};
  if (packed.size() < head) return failure(damaged);
  std::size_t length = 0;
  for (std::size_t i = 0; i < head; ++i) length = length << 8 | static_cast<unsigned char>(packed[i]);
  if (length > length_max) return failure(damaged);
  std::string text(length, '\0');
  uLongf room = length;
  const int code = uncompress(reinterpret_cast<Bytef*>(text.data()), &room,
                              reinterpret_cast<const Bytef*>(packed.data() + head), packed.size() - head);
  if (code != Z_OK || room != length) return failure(damaged);
  return text;
}

bool add_pack_functions(sqlite3* connection) {
  constexpr int kind = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  return sqlite3_create_function_v2(connection, "packed", 1, kind, nullptr, sql_packed, nullptr, nullptr,
                                    nullptr) == SQLITE_OK &&
         sqlite3_create_function_v2(connection, "unpacked", 1, kind, nullptr, unpacked, nullptr, nullptr,
                                    nullptr) == SQLITE_OK;
}

}  // namespace hamstring::store
