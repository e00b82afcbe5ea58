// Exports, backups and imports, each in a process of its own (child_process.h), one at a time. What goes out
// is a file beside the database, its owner's alone, under a name that the next start clears away; it is sent
// piece by piece and goes when its owner says so, after half an hour, or with the program.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/server/child_process.h"
#include "apps/server/job_list.h"
#include "apps/server/message.h"
#include "apps/server/process_slot.h"
#include "service/accounts.h"
#include "service/problem.h"

namespace hamstring::server {

struct VaultLimits {
  std::filesystem::path program = "/proc/self/exe";
  /// Address space of the process: the key of a sealed file takes 256 MB, what is known and one person's
  /// history the rest [bytes].
  std::size_t memory_max = std::size_t{1} << 30;
  int seconds_max = 4 * 3600;                    ///< of computing
  std::size_t file_max = std::size_t{64} << 30;  ///< of what is written [bytes]
  std::int64_t keep_s = 1800;                    ///< a file that nobody asked for in that time goes [s]
};

enum class VaultWork { export_, backup, import };

struct VaultOrder {
  VaultWork work = VaultWork::export_;
  std::string person{};                      ///< of an export; empty: everybody
  std::optional<std::string> pass_phrase{};  ///< seals what goes out, opens what comes in
  std::shared_ptr<SpoolFile> zip{};          ///< what comes in
};

class VaultJobs {
 public:
  VaultJobs(VaultLimits limits, std::filesystem::path data_folder, std::filesystem::path database)
      : limits_(std::move(limits)),
        data_folder_(std::move(data_folder)),
        database_(std::move(database)),
        jobs_(files_max, limits_.keep_s) {}

  [[nodiscard]] bool busy() const;
  /// What whoever comes while it is busy is told.
  [[nodiscard]] static service::Problem taken();
  /// Begins; gives the id. `owner`: whose it is; nobody else gets to see it. Errors: another one is being
  /// worked on; the system gives no process.
  service::Outcome<std::string> start(const VaultOrder& order, const service::Caller& caller,
                                      const std::string& owner, std::int64_t now);

  struct Seen {
    bool working = true;
    std::string stage{};  ///< reading or writing
    int percent = 0;
    double seconds = 0.0;    ///< since it began
    nlohmann::json reply{};  ///< once it is done: Imported of an import
    std::string name{};      ///< once it is done: of the file, where there is one
    std::uintmax_t bytes = 0;
  };
  /// Errors: there is none with this id; what was wrong with it.
  service::Outcome<Seen> look(const std::string& id, const std::string& owner, std::int64_t now);
  /// The file as it is sent. Errors: it is not there.
  service::Outcome<Reply> file(const std::string& id, const std::string& owner, std::int64_t now);
  /// Ends the work, or removes the file. Errors: there is none with this id.
  service::Outcome<void> remove(const std::string& id, const std::string& owner);

  /// Removes what was made: somebody is being erased, and is in it.
  void remove_files();

  /// A new private file beside the database for what arrives. Errors: it cannot be made.
  [[nodiscard]] service::Outcome<std::shared_ptr<SpoolFile>> spool() const;

  // For tests.
  [[nodiscard]] pid_t process() const;            ///< 0: none
  [[nodiscard]] std::size_t peak_memory() const;  ///< resident, of the last one that was done [bytes]

 private:
  static constexpr std::size_t files_max = 3;  ///< kept at a time; the oldest goes
  struct Job : JobOf {
    std::string name{}, type{};
    Handle progress{}, answer{};
    std::shared_ptr<SpoolFile> in{}, out{};
  };
  void ended(const std::string& id, int how);
  void take_answer(Job& job, int how_it_ended);
  void let_go(Job& job);

  const VaultLimits limits_;
  const std::filesystem::path data_folder_, database_;
  mutable std::mutex lock_;
  JobList<Job> jobs_;
  std::size_t peak_memory_ = 0;
  std::vector<std::shared_ptr<SpoolFile>> ending_;  ///< of what was cancelled and has not ended yet
  ProcessSlot slot_{lock_};                         ///< ends what is being done
};

/// The other end: reads the order from standard input and answers on standard output; gives the exit code.
struct VaultChild {
  std::filesystem::path data_folder, database;
  ChildBounds bounds{};
};
[[nodiscard]] int vault_child(const VaultChild& options);

}  // namespace hamstring::server
