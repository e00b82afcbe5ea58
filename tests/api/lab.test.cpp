// The lab: several files at once, the chain with its figures, results, and what is said about bad files.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cmath>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

json file(const std::string& name, const std::string& text) {
  return {{"name", name}, {"text", text}};
}

std::string project_file(const std::string& path) {
  return read_file(std::filesystem::path(HAMSTRING_PROJECT_DIR) / path).value();
}

const char* markers =
    "PathFileType\t4\t(X/Y/Z)\tstatic.trc\n"
    "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
    "100\t100\t3\t2\tmm\t100\t1\t3\n"
    "Frame#\tTime\tASIS\t\t\tHEEL\t\t\n"
    "\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n"
    "\n"
    "1\t0.00\t1\t2\t3\t4\t5\t6\n"
    "2\t0.01\t1\t2\t3\t\t\t\n"
    "3\t0.02\t1\t2\t3\t4\t5\t6\n";

/// Joint angles of so many frames.
json swing(int rows) {
  std::string text = "swing\nversion=1\nnRows=" + std::to_string(rows) +
                     "\nnColumns=3\ninDegrees=yes\nendheader\ntime\thip_flexion_r\tknee_angle_r\n";
  for (int i = 0; i < rows; ++i)
    text += fmt::format("{:.2f}\t{:.3f}\t{:.3f}\n", i / 100.0, 20 + 20 * std::sin(i / 16.0),
                        30 + 25 * std::cos(i / 16.0));
  return file("swing.mot", text);
}

bool gone_soon(pid_t process) {
  for (int i = 0; i < 500; ++i) {
    if (::kill(process, 0) != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

class Lab : public ::testing::Test {
 protected:
  Answer drop(const json& files) { return instance_.work_on(files); }
  static json stage(const json& reply, const std::string& id) {
    for (const json& s : reply["stages"])
      if (s["id"] == id) return s;
    return nullptr;
  }
  static json figure(const json& stage, const std::string& id) {
    for (const json& f : stage["figures"])
      if (f["id"] == id) return f["value"];
    return nullptr;
  }
  Instance instance_;
};

TEST_F(Lab, a_motion_becomes_a_chain_with_figures_a_report_and_files_to_take_away) {
  const Answer made = drop(json::array({file("run.toml", project_file("data/movements/run.toml"))}));
  ASSERT_EQ(made.status, 200) << made.text;
  ASSERT_EQ(made.body["stages"].size(), 5U);
  EXPECT_GT(figure(stage(made.body, "read"), "frames"), 100);
  EXPECT_EQ(figure(stage(made.body, "model"), "hamstrings"), 8);
  EXPECT_EQ(stage(made.body, "events")["word"], "running");
  EXPECT_GE(figure(stage(made.body, "strides"), "left"), 2);
  EXPECT_TRUE(figure(stage(made.body, "muscles"), "peak_stretch").is_number());
  const std::string at = "/lab/" + made.body["id"].get<std::string>();
  EXPECT_NE(instance_.ask("GET", at + "/report").text.find("<!doctype html>"), std::string::npos);
  ASSERT_EQ(made.body["downloads"].size(), 5U);
  for (const json& one : made.body["downloads"]) {
    const Answer got = instance_.ask("GET", at + "/" + one["name"].get<std::string>());
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.text.size(), one["bytes"].get<std::size_t>());
  }
  EXPECT_EQ(instance_.ask("GET", at + "/passwd").status, 404);
  EXPECT_EQ(instance_.ask("GET", "/lab/none").status, 404);
}

TEST_F(Lab, the_built_in_run_is_an_example_for_whoever_has_no_recording) {
  const Answer begun = instance_.ask("POST", "/lab", {{"example", true}});
  ASSERT_EQ(begun.status, 200) << begun.text;
  const Answer made = instance_.await_lab(begun.body["id"]);
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(stage(made.body, "events")["word"], "running");
  EXPECT_EQ(made.body["files"][0]["name"], "run.toml");
}

TEST_F(Lab, small_files_that_would_buy_endless_work_are_refused_with_their_line) {
  const auto times = [](const std::string& text, int n) {
    std::string all;
    for (int i = 0; i < n; ++i) all += text;
    return all;
  };
  const std::string head = "kind = \"movement\"\n";
  for (const std::string& toml :
       {head + "x" + times(".x", 100'000) + " = 1\n", head + "[" + times("x.", 100'000) + "x]\n",
        head + "x = " + times("[", 100'000), head + "x = " + times("{a=", 60'000), times("a=1\n", 300'000),
        times("[[curve]]\n", 100'000)}) {
    const Answer refused = drop(json::array({file("deep.toml", toml)}));
    EXPECT_EQ(refused.status, 400) << refused.text.substr(0, 300);
    EXPECT_NE(refused.text.find("deep.toml"), std::string::npos) << refused.text.substr(0, 300);
  }
  const Answer xml = drop(json::array(
      {file("deep.osim", times("<a>", 100'000)), file("run.toml", project_file("data/movements/run.toml"))}));
  EXPECT_EQ(xml.status, 400) << xml.text.substr(0, 300);
  EXPECT_EQ(instance_.ask("POST", "/lab", json(R"({"files":)" + times("[", 100'000))).status, 400);
  EXPECT_EQ(instance_.ask("POST", "/lab", json(R"({"files":[)" + times("0,", 1'000'000) + "0]}")).status,
            400);
}

TEST_F(Lab, nothing_of_a_recording_is_written_to_a_disk) {
  const Answer begun = instance_.ask("POST", "/lab", {{"files", json::array({swing(20'000)})}});
  ASSERT_EQ(begun.status, 200) << begun.text;
  const pid_t process = instance_.app().lab.process();
  ASSERT_GT(process, 0);
  // All that it holds: nameless memory, the place where words go to be forgotten, and what the system gives.
  const auto handles = std::filesystem::path("/proc") / std::to_string(process) / "fd";
  int seen = 0, memory = 0;
  for (int tries = 0; tries < 100; ++tries) {
    std::error_code code;
    for (const auto& handle : std::filesystem::directory_iterator(handles, code)) {
      const std::string what = std::filesystem::read_symlink(handle.path(), code).string();
      if (code) break;  // it closed between looking and reading
      ++seen;
      memory += what.starts_with("/memfd:job") ? 1 : 0;
      EXPECT_EQ(what.find("a.db"), std::string::npos) << "the lab has a way to the database";
      EXPECT_FALSE(what.starts_with(std::filesystem::temp_directory_path().string())) << what;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (seen == 0 && ::geteuid() != 0) GTEST_SKIP() << "only root may look into a process that is shut in";
  EXPECT_GT(seen, 50);
  EXPECT_GT(memory, 50) << "what goes in and out lies in memory without a name";
  EXPECT_EQ(instance_.ask("DELETE", "/lab/" + begun.body["id"].get<std::string>()).status, 200);
}

TEST_F(Lab, forces_under_the_names_of_coordinates_are_refused_by_what_they_are) {
  const std::string forces =
      "ActuatorForces\nversion=1\nnRows=3\nnColumns=3\ninDegrees=no\nendheader\ntime\thip_flexion_r\tknee_"
      "angle_r\n"
      "0\t0.1\t0.2\n0.1\t0.1\t0.3\n0.2\t0.1\t0.4\n";
  const Answer refused = drop(json::array({file("forces.sto", forces)}));
  EXPECT_EQ(refused.status, 400) << refused.text;
  EXPECT_NE(refused.text.find("actuator forces, not joint angles"), std::string::npos) << refused.text;
}

TEST_F(Lab, markers_alone_are_read_and_it_is_said_what_is_needed) {
  const Answer made = drop(json::array({file("static.trc", markers)}));
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_TRUE(made.body["id"].is_null());
  EXPECT_EQ(figure(stage(made.body, "read"), "markers"), 2);
  EXPECT_EQ(figure(stage(made.body, "read"), "frames"), 3);
  EXPECT_NEAR(figure(stage(made.body, "read"), "seen").get<double>(), 100.0 * 5 / 6, 1e-9);
  EXPECT_EQ(stage(made.body, "model")["state"], "needs_angles");
  EXPECT_EQ(stage(made.body, "muscles")["state"], "not_begun");
  EXPECT_EQ(made.body["files"][0]["markers"], json::array({"ASIS", "HEEL"}));
}

TEST_F(Lab, forces_dropped_beside_the_angles_do_not_stop_the_analysis) {
  const std::string forces =
      "grf\nversion=1\nnRows=2\nnColumns=2\ninDegrees=no\nendheader\ntime\tground_force_vy\n0\t1\n0.01\t2\n";
  const Answer made =
      drop({file("grf.mot", forces), file("run.toml", project_file("data/movements/run.toml")),
            file("m.osim", project_file("data/models/lower_body.osim"))});
  ASSERT_EQ(made.status, 200) << made.text;
  std::map<std::string, bool> used;
  for (const json& f : made.body["files"]) used[f["name"]] = f["used"];
  EXPECT_FALSE(used["grf.mot"]);
  EXPECT_TRUE(used["run.toml"]);
  EXPECT_TRUE(used["m.osim"]);
}

TEST_F(Lab, a_bad_file_is_named_with_its_line_and_with_how_far_the_chain_came) {
  const std::string broken =
      "x\nversion=1\nnRows=2\nnColumns=2\ninDegrees=no\nendheader\ntime\thip_flexion_r\n0\tzero\n0.1\t1\n";
  const Answer text = drop(json::array({file("../../etc/x.mot", broken)}));
  ASSERT_EQ(text.status, 400);
  EXPECT_NE(text.body["message"].get<std::string>().find("x.mot:8"), std::string::npos) << text.text;
  EXPECT_EQ(text.text.find("/tmp"), std::string::npos);
  EXPECT_EQ(stage(text.body["now"], "read")["state"], "stopped");
  const std::string osim = project_file("data/models/lower_body.osim");
  const Answer model = drop({file("run.toml", project_file("data/movements/run.toml")),
                             file("cut.osim", osim.substr(0, osim.size() / 2))});
  ASSERT_EQ(model.status, 400);
  EXPECT_NE(model.body["message"].get<std::string>().find("cut.osim:"), std::string::npos) << model.text;
  EXPECT_EQ(stage(model.body["now"], "model")["state"], "stopped");
  for (const json& files :
       {json::array(), json::array({file("a.exe", "MZ")}), json::array({file("a.osim", osim)}),
        json::array({file("a.trc", "not markers")}), json::array({json{{"name", 3}}}), json("x"),
        json::array({file("empty.mot", "")})}) {
    const Answer refused = drop(files);
    EXPECT_EQ(refused.status, 400) << files.dump().substr(0, 80);
    EXPECT_FALSE(refused.body["message"].get<std::string>().empty());
  }
}

TEST_F(Lab, a_cancelled_recording_ends_at_once_and_the_next_one_may_come) {
  const Answer begun = instance_.ask("POST", "/lab", {{"files", json::array({swing(200'000)})}});
  ASSERT_EQ(begun.status, 200) << begun.text;
  const std::string at = "/lab/" + begun.body["id"].get<std::string>();
  const pid_t process = instance_.app().lab.process();
  ASSERT_GT(process, 0);
  EXPECT_EQ(instance_.ask("POST", "/lab", {{"files", json::array({swing(10)})}}).status, 429);
  const Answer seen = instance_.ask("GET", at);
  EXPECT_EQ(seen.body["working"], true);
  EXPECT_EQ(instance_.ask("DELETE", at).status, 200);
  EXPECT_TRUE(gone_soon(process)) << "it computes on for nobody";
  EXPECT_EQ(instance_.ask("GET", at).status, 404);
  EXPECT_EQ(drop(json::array({swing(300)})).status, 200);
}

TEST_F(Lab, a_process_that_dies_takes_nobody_with_it) {
  const Answer begun = instance_.ask("POST", "/lab", {{"files", json::array({swing(200'000)})}});
  ASSERT_EQ(begun.status, 200) << begun.text;
  const pid_t process = instance_.app().lab.process();
  ASSERT_GT(process, 0);
  ASSERT_EQ(::kill(process, SIGSEGV), 0);
  ASSERT_TRUE(gone_soon(process));
  const Answer told = instance_.ask("GET", "/lab/" + begun.body["id"].get<std::string>());
  EXPECT_EQ(told.status, 400);
  EXPECT_EQ(told.body["message"], "the lab broke off at this recording");
  EXPECT_EQ(instance_.ask("GET", "/status").status, 200);
  EXPECT_EQ(drop(json::array({swing(300)})).status, 200);
}

TEST_F(Lab, results_are_seen_by_the_one_whose_recording_it_was_and_by_nobody_else) {
  instance_.set_up();
  instance_.add_account("clinician");
  const Answer made = instance_.work_on(json::array({swing(300)}), "owner");
  ASSERT_EQ(made.status, 200) << made.text;
  const std::string at = "/lab/" + made.body["id"].get<std::string>();
  for (const auto& [who, status] : {std::pair("clinician", 404), std::pair("", 401)}) {
    for (const char* what : {"", "/report", "/summary.json"})
      EXPECT_EQ(instance_.ask("GET", at + what, nullptr, who).status, status) << who << what;
    EXPECT_EQ(instance_.ask("DELETE", at, nullptr, who).status, status) << who;
  }
  EXPECT_EQ(instance_.ask("GET", at + "/summary.json", nullptr, "owner").status, 200);
  instance_.now += 1801;
  EXPECT_EQ(instance_.ask("GET", at, nullptr, "owner").status, 404) << "half an hour that nobody looked";
}

TEST(LabBounds, a_recording_that_wants_more_memory_time_or_room_is_told_so_in_the_readers_language) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "the address sanitizer takes the whole address space for itself";
#endif
  const auto told = [](const server::LabLimits& limits, int rows) {
    Instance instance(false, limits);
    const Answer refused = instance.work_on(json::array({swing(rows)}));
    EXPECT_EQ(refused.status, 400) << refused.text.substr(0, 300);
    EXPECT_EQ(instance.ask("GET", "/status").status, 200);
    EXPECT_EQ(instance.work_on(json::array({swing(300)})).status, limits.result_max < 100'000 ? 400 : 200);
    return refused.body["message"].get<std::string>();
  };
  EXPECT_EQ(told({.memory_max = std::size_t{120} << 20}, 60'000),
            "this recording needs more memory than the lab may take");
  EXPECT_EQ(told({.seconds_max = 1}, 120'000), "this recording takes longer than the lab may work");
  EXPECT_EQ(told({.result_max = 20'000}, 300),
            "the result of this recording is larger than the lab may keep");
}

TEST(LabBounds, what_is_computed_ends_with_the_server) {
  pid_t process = 0;
  {
    Instance instance;
    ASSERT_EQ(instance.ask("POST", "/lab", {{"files", json::array({swing(200'000)})}}).status, 200);
    process = instance.app().lab.process();
    ASSERT_GT(process, 0);
  }
  EXPECT_TRUE(gone_soon(process));
}

TEST_F(Lab, only_the_last_few_results_stay_in_memory) {
  std::vector<std::string> ids;
  const json files = json::array({file("walk.toml", project_file("data/movements/run.toml"))});
  for (int i = 0; i < 4; ++i) ids.push_back(drop(files).body["id"]);
  EXPECT_EQ(instance_.ask("GET", "/lab/" + ids.front()).status, 404);
  EXPECT_EQ(instance_.ask("GET", "/lab/" + ids.back()).status, 200);
}

TEST(LabAccess, the_lab_is_open_until_the_machine_is_somebodys_and_then_asks_for_a_login) {
  Instance instance;
  const std::vector<std::pair<std::string, std::string>> work{
      {"POST", "/lab"}, {"GET", "/lab/x"}, {"DELETE", "/lab/x"}, {"GET", "/lab/x/report"}};
  const auto status = [&](const auto& route, const std::string& who) {
    return instance
        .ask(route.first, route.second, route.first == "POST" ? json::object() : json(nullptr), who)
        .status;
  };
  for (const auto& route : work) EXPECT_NE(status(route, ""), 401) << route.second;
  instance.set_up();
  for (const auto& route : work) {
    EXPECT_EQ(status(route, ""), 401) << route.second;
    EXPECT_NE(status(route, "owner"), 401) << route.second;
  }
}

}  // namespace
}  // namespace hamstring::test
