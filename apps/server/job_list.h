// What long work gave or is about to give, until its owner fetched it or the time is over. Whoever holds a
// list locks it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "service/problem.h"

namespace hamstring::server {

enum class JobState { working, done, refused };

/// What every job has.
struct JobOf {
  std::string id{}, owner{};
  JobState state = JobState::working;
  std::int64_t touched = 0;  ///< when somebody asked for it last [s]
  double begun = 0.0;        ///< clock_s()
  nlohmann::json reply{};
  service::Problem problem{};
};

template <class Job>
class JobList {
 public:
  /// `kept_max`: the oldest goes; `keep_s`: what nobody asked for in that time goes.
  JobList(std::size_t kept_max, std::int64_t keep_s) : kept_max_(kept_max), keep_s_(keep_s) {}

  void add(Job job, std::int64_t now) {
    jobs_.push_back(std::move(job));
    forget_old(now);
  }
  /// Of this owner, and touched; null where there is none.
  Job* find(const std::string& id, const std::string& owner, std::int64_t now) {
    forget_old(now);
    Job* job = of(id, owner);
    if (job != nullptr) job->touched = now;
    return job;
  }
  /// Whoever's it is.
  Job* working_on(const std::string& id) {
    const auto found = std::ranges::find(jobs_, id, &Job::id);
    return found == jobs_.end() ? nullptr : &*found;
  }
  /// Out of the list; nothing where there is none.
  std::optional<Job> take(const std::string& id, const std::string& owner) {
    Job* job = of(id, owner);
    if (job == nullptr) return std::nullopt;
    std::optional<Job> taken(std::move(*job));
    jobs_.erase(jobs_.begin() + (job - jobs_.data()));
    return taken;
  }
  std::vector<Job> take_all() { return std::exchange(jobs_, {}); }

 private:
  Job* of(const std::string& id, const std::string& owner) {
    const auto found =
        std::ranges::find_if(jobs_, [&](const Job& job) { return job.id == id && job.owner == owner; });
    return found == jobs_.end() ? nullptr : &*found;
  }
  void forget_old(std::int64_t now) {
    std::erase_if(
        jobs_, [&](const Job& job) { return job.state != JobState::working && now - job.touched > keep_s_; });
    // Those that are worked on are one at most, and the newest.
    while (jobs_.size() > kept_max_) jobs_.erase(jobs_.begin());
  }

  std::size_t kept_max_;
  std::int64_t keep_s_;
  std::vector<Job> jobs_;
};

/// The problem that a process told of: its words are data of somebody else.
inline service::Problem told_problem(const nlohmann::json& said, service::Code code) {
  const auto text = [&](const char* field) { return said.value(field, std::string{}); };
  return {.code = code,
          .error = {.message = text("message"), .element = text("element"), .advice = text("advice")},
          .extra = said.value("now", nlohmann::json())};
}

}  // namespace hamstring::server
