#include "core/random_hex.h"

#include <sodium.h>

#include <vector>

namespace hamstring {

std::string random_hex(std::size_t bytes) {
  std::vector<unsigned char> drawn(bytes);
  randombytes_buf(drawn.data(), drawn.size());
  std::string text(2 * bytes + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), drawn.data(), drawn.size());
  text.pop_back();  // the zero that it ends with
  return text;
}

}  // namespace hamstring
