#include "apps/server/process_slot.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <chrono>
#include <condition_variable>
#include <optional>

namespace hamstring::server {
namespace {

/// Whoever has a slot: a lock, and what it was told.
struct Owner {
  std::mutex lock;
  std::condition_variable told;
  int times = 0;
  std::optional<int> how;
  ProcessSlot slot{lock};  // the last one

  bool begin(const char* program, std::vector<std::string> arguments) {
    const Handle in = memory_file(), out = memory_file(), progress = memory_file();
    const std::scoped_lock held(lock);
    return slot.begin(program, std::move(arguments), in, out, progress, [this](int ended) {
      ++times;
      how = ended;
      told.notify_all();
    });
  }
  bool wait(int for_times) {
    std::unique_lock held(lock);
    return told.wait_for(held, std::chrono::seconds(30), [&] { return times >= for_times; });
  }
};

TEST(ProcessSlot, is_free_again_once_the_end_of_its_process_was_told) {
  Owner owner;
  for (int round = 1; round <= 3; ++round) {
    ASSERT_TRUE(owner.begin("/bin/true", {"true"}));
    ASSERT_TRUE(owner.wait(round));
    const std::scoped_lock held(owner.lock);
    EXPECT_FALSE(owner.slot.taken());
    EXPECT_EQ(owner.times, round);
    EXPECT_TRUE(WIFEXITED(*owner.how) && WEXITSTATUS(*owner.how) == 0);
  }
}

TEST(ProcessSlot, ends_what_works_when_it_is_told_to_and_when_it_goes) {
  Owner owner;
  ASSERT_TRUE(owner.begin("/bin/sleep", {"sleep", "600"}));
  {
    const std::scoped_lock held(owner.lock);
    EXPECT_TRUE(owner.slot.taken());
    EXPECT_GT(owner.slot.process(), 0);
    owner.slot.end();
  }
  ASSERT_TRUE(owner.wait(1));
  EXPECT_TRUE(WIFSIGNALED(*owner.how));
  const auto begun = std::chrono::steady_clock::now();
  {
    Owner other;
    ASSERT_TRUE(other.begin("/bin/sleep", {"sleep", "600"}));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(60));
}

}  // namespace
}  // namespace hamstring::server
