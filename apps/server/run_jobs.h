// Files of watches are read in a process of their own, one at a time: this program once more, with a zip in
// and what it holds out, a bound on its memory and its time, and no way to the database: what it reads may be
// hostile. Nothing is kept before somebody confirms it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "apps/server/child_process.h"
#include "apps/server/job_list.h"
#include "apps/server/message.h"
#include "apps/server/process_slot.h"
#include "service/recordings.h"

namespace hamstring::server {

struct RunLimits {
  std::filesystem::path program = "/proc/self/exe";
  /// Address space of the process: the zip, what is in it (512 MB at most) and the records [bytes].
  std::size_t memory_max = std::size_t{3} << 30;
  int seconds_max = 1800;                          ///< of computing
  std::size_t answer_max = std::size_t{64} << 20;  ///< what it may answer [bytes]
  std::size_t results_max = 3;                     ///< kept; the oldest goes
  std::int64_t keep_s = 1800;                      ///< a result that nobody asked for in that time goes [s]
};

class RunJobs {
 public:
  RunJobs(RunLimits limits, std::filesystem::path data_folder)
      : limits_(std::move(limits)),
        data_folder_(std::move(data_folder)),
        jobs_(limits_.results_max, limits_.keep_s) {}
  [[nodiscard]] bool busy() const;
  /// What whoever comes while it is busy is told.
  [[nodiscard]] static service::Problem taken();
  /// Begins; gives the id. `owner`: whose it is, and about whom; nobody else gets to see it. Errors: another
  /// one is being worked on; the system gives no process.
  service::Outcome<std::string> start(const std::shared_ptr<SpoolFile>& zip,
                                      const service::ReadingRuns& question, const std::string& owner,
                                      std::int64_t now);
  struct Seen {
    bool working = true;
    std::string stage{};  ///< unpacking or reading
    int percent = 0;
    double seconds = 0.0;    ///< since it began
    nlohmann::json reply{};  ///< once it is done: what was read, as service::looked_at() takes it
  };
  /// Errors: there is none with this id; what was wrong with it.
  service::Outcome<Seen> look(const std::string& id, const std::string& owner, std::int64_t now);
  /// Ends the work, or forgets what was read. Errors: there is none with this id.
  service::Outcome<void> remove(const std::string& id, const std::string& owner);
  /// Ends what is read and forgets what was: somebody is being erased, and may be in it.
  void forget_all();
  /// The process that works now; 0: none. For tests.
  [[nodiscard]] pid_t process() const;

 private:
  struct Job : JobOf {
    Handle progress{}, answer{};
    std::shared_ptr<SpoolFile> zip{};
  };
  void ended(const std::string& id, int how);
  void take_answer(Job& job, int how_it_ended) const;

  const RunLimits limits_;
  const std::filesystem::path data_folder_;
  mutable std::mutex lock_;
  JobList<Job> jobs_;
  ProcessSlot slot_{lock_};  ///< ends what is being read
};

/// The other end: reads the zip from standard input and answers on standard output; gives the exit code.
struct RunChild {
  std::filesystem::path data_folder;
  ChildBounds bounds{};
  service::ReadingRuns question;
};
[[nodiscard]] int run_child(const RunChild& options);

}  // namespace hamstring::server
