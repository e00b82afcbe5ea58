// The .mot and .sto reader on any bytes: a table that can be written and read again, or an error with a
// message; never a crash or a hang.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/storage/storage_reader.h"
#include "formats/storage/storage_writer.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool same_bits_or_missing(double a, double b) {
  return a == b || (a != a && b != b);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view content(reinterpret_cast<const char*>(data), size);
  hamstring::Diagnostics diagnostics;
  const char* name = size % 2 == 0 ? "fuzz.mot" : "fuzz.sto";
  const auto storage = hamstring::parse_storage(content, name, diagnostics);
  if (!storage) {
    require(!storage.error().message.empty());
    return 0;
  }
  const hamstring::TimeSeries& table = storage->table;
  const auto text =
      hamstring::format_storage(table, {.title = "t", .digits = hamstring::StorageDigits::exact});
  if (!text) return 0;  // labels with blanks are read, but not written
  const auto back = hamstring::parse_storage(*text, "fuzz.sto", diagnostics);
  require(back.has_value() && back->table.rows() == table.rows() && back->table.columns() == table.columns());
  for (std::size_t c = 0; c < table.columns(); ++c) {
    for (std::size_t r = 0; r < table.rows(); ++r)
      require(same_bits_or_missing(table(r, c), back->table(r, c)));
  }
  return 0;
}
