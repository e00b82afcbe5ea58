#include "history/entry_hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace hamstring::rehab {
namespace {

// FIPS 180-4, example "abc"
// (https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values).
TEST(EntryHash, is_the_first_digits_of_a_published_digest) {
  EXPECT_EQ(EntryHash::of("abc").text(), "ba7816bf8f01cfea");
}

// Digits with leading zeros keep their places, and the order is that of the digits.
TEST(EntryHash, is_ordered_as_its_digits_are) {
  std::vector<EntryHash> hashes;
  for (int i = 0; i < 2000; ++i) hashes.push_back(EntryHash::of(std::to_string(i)));
  std::ranges::sort(hashes);
  int leading_zero = 0;
  for (std::size_t i = 0; i + 1 < hashes.size(); ++i) {
    const std::string digits = hashes[i].text();
    EXPECT_EQ(digits.size(), 16U);
    EXPECT_LT(digits, hashes[i + 1].text());
    leading_zero += digits.front() == '0' ? 1 : 0;
  }
  EXPECT_GT(leading_zero, 60);  // of 2000 one in sixteen
}

}  // namespace
}  // namespace hamstring::rehab
