// The lab works in a process of its own: this program once more, with a recording in and a result out, a
// bound on its memory and its time, and no way to the database. It may be ended, or end itself, and nobody
// else notices. What goes in and out lies in memory without a name (memfd): nothing of a recording is written
// to a disk.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/server/child_process.h"
#include "apps/server/job_list.h"
#include "apps/server/process_slot.h"
#include "service/problem.h"

namespace hamstring::server {

struct LabLimits {
  std::filesystem::path program = "/proc/self/exe";
  std::size_t memory_max = std::size_t{2} << 30;   ///< address space of the process [bytes]
  int seconds_max = 600;                           ///< of computing
  std::size_t result_max = std::size_t{96} << 20;  ///< of one result [bytes]
  std::size_t results_max = 3;                     ///< kept; the oldest goes
  std::int64_t keep_s = 1800;                      ///< a result that nobody asked for in that time goes [s]
};

class LabJobs {
 public:
  LabJobs(LabLimits limits, std::filesystem::path data_folder)
      : limits_(std::move(limits)),
        data_folder_(std::move(data_folder)),
        jobs_(limits_.results_max, limits_.keep_s) {}
  [[nodiscard]] bool busy() const;
  /// What whoever comes while it is busy is told.
  [[nodiscard]] static service::Problem taken();
  /// Begins; gives the id. `owner`: whose it is; nobody else gets to see it. `body`: LabFiles of
  /// api/openapi.json, looked into by the process that works on it. Errors: another one is being worked on;
  /// the system gives no process.
  service::Outcome<std::string> start(const std::string& body, const std::string& owner, std::int64_t now);

  struct Seen {
    bool working = true;
    std::string stage{};     ///< where it is: reading, computing, writing
    double seconds = 0.0;    ///< since it began
    nlohmann::json reply{};  ///< once it is done: LabReply
  };
  /// Errors: there is none with this id; what the lab says of the recording, with how far it came.
  service::Outcome<Seen> look(const std::string& id, const std::string& owner, std::int64_t now);
  /// A file of the result. Errors: it is not there.
  service::Outcome<std::string> file(const std::string& id, const std::string& owner, const std::string& name,
                                     std::int64_t now);
  /// Ends the computation, or forgets the result. Errors: there is none with this id.
  service::Outcome<void> remove(const std::string& id, const std::string& owner);
  /// The process that works now; 0: none. For tests.
  [[nodiscard]] pid_t process() const;

 private:
  struct File {
    std::string name{};
    std::size_t at = 0, bytes = 0;
  };
  struct Job : JobOf {
    Handle progress{}, result{};
    std::vector<File> files{};
  };
  /// Keeps what the process gave.
  void ended(const std::string& id, int how);
  static void take_result(Job& job, int how_it_ended);

  const LabLimits limits_;
  const std::filesystem::path data_folder_;
  mutable std::mutex lock_;
  JobList<Job> jobs_;
  ProcessSlot slot_{lock_};  ///< ends what is being computed
};

/// The other end: reads the recording from standard input, writes the result to standard output and where it
/// is to handle 3; gives the exit code of the process.
struct LabChild {
  std::filesystem::path data_folder;
  std::size_t memory_max = 0;  ///< [bytes]
  std::size_t result_max = 0;  ///< [bytes]
  int seconds_max = 0;
  pid_t parent = 0;  ///< with whom it ends
  std::string day;   ///< ISO, written into the report
};
[[nodiscard]] int lab_child(const LabChild& options);

}  // namespace hamstring::server
