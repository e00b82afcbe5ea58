// Work and waiting over real sockets: nobody waits for another's work, nobody sends what will be refused, and
// those who say nothing keep nobody out.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/api/instance.h"
#include "tests/api/open_server.h"

namespace hamstring::test {
namespace {

using namespace std::chrono_literals;

TEST(HttpWork, those_who_ask_for_little_do_not_wait_for_those_who_ask_for_much) {
  std::atomic<int> begun = 0;
  // One thread that reads and writes: if it worked, too, nobody else would be answered.
  Open open({.answer =
                 [&](server::Request& request) {
                   if (request.path == "/long") {
                     ++begun;
                     std::this_thread::sleep_for(3s);
                   }
                   return text("ready");
                 }},
            {.threads = 1, .workers = 2});
  std::jthread waits([&] { EXPECT_TRUE(open.get("/long").ends_with("ready")); });
  while (begun == 0) std::this_thread::sleep_for(5ms);
  EXPECT_LT(seconds_of([&] { EXPECT_TRUE(open.get("/short").ends_with("ready")); }), 2.0);
}

TEST(HttpWork, the_time_for_a_reply_begins_when_it_is_ready) {
  const std::size_t size = std::size_t{20} << 20;
  Open open({.answer =
                 [&](server::Request&) {
                   std::this_thread::sleep_for(2500ms);  // longer than a connection may be idle
                   return text(std::string(size, 'x'));
                 }},
            {.seconds_max = 1});
  tcp::socket socket = open.connection();
  asio::write(socket, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
  // A slow taker: each piece in time, the whole not.
  std::string received;
  std::vector<char> piece(std::size_t{2} << 20);
  boost::system::error_code code;
  while (!code) {
    const std::size_t n = asio::read(socket, asio::buffer(piece), code);
    received.append(piece.data(), n);
    std::this_thread::sleep_for(150ms);
  }
  EXPECT_TRUE(received.starts_with("HTTP/1.1 200")) << received.substr(0, 60);
  EXPECT_GT(received.size(), size) << "it broke off";
}

TEST(HttpWork, too_many_at_once_are_asked_to_come_again_in_their_language) {
  Instance instance;
  std::atomic<int> begun = 0;
  std::atomic<bool> end = false;
  Open open({.answer =
                 [&](server::Request&) {
                   ++begun;
                   while (!end) std::this_thread::sleep_for(5ms);
                   return text("ready");
                 },
             .say = [&](server::Reply& reply,
                        const server::Request& request) { server::say(instance.app(), reply, request); }},
            {.workers = 1, .waiting_max = 1});
  std::jthread first([&] { EXPECT_TRUE(open.get("/").ends_with("ready")); });
  while (begun == 0) std::this_thread::sleep_for(5ms);
  std::jthread second([&] { (void)open.get("/"); });
  std::string refused;
  for (int i = 0; i < 200 && !refused.starts_with("HTTP/1.1 503"); ++i) {
    std::this_thread::sleep_for(10ms);  // until the second one waits
    tcp::socket socket = open.connection();
    asio::write(socket, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                                 "Accept-Language: de\r\n\r\n")));
    socket.non_blocking(true);
    std::this_thread::sleep_for(100ms);
    boost::system::error_code code;
    std::string some(4096, '\0');
    some.resize(socket.read_some(asio::buffer(some), code));
    refused = some;
  }
  end = true;
  EXPECT_TRUE(refused.starts_with("HTTP/1.1 503")) << refused;
  EXPECT_NE(refused.find("Retry-After: "), std::string::npos);
  EXPECT_NE(refused.find("Gerade fragen zu viele auf einmal."), std::string::npos) << refused;
}

TEST(HttpWork, who_may_ask_is_decided_before_a_body_is_sent) {
  Instance instance;
  instance.set_up();
  Open open(instance.app(), {.clock = [&] { return instance.now; }});
  int asked = 0;
  for (const server::Route& route : server::routes()) {
    if (route.body_max == 0 || route.access == service::Access::anyone) continue;
    std::string path = route.path;
    if (const auto at = path.find("{person}"); at != std::string::npos) path.replace(at, 8, "nobody");
    const std::string announced = std::to_string(route.body_max);
    for (const std::string& length :
         {"Content-Length: " + announced, std::string("Transfer-Encoding: chunked")}) {
      // Not a byte of the body follows, and the reply comes all the same.
      tcp::socket socket = open.connection();
      asio::write(socket, asio::buffer(std::string(route.method) + " /api/v1" + path +
                                       " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" +
                                       length + "\r\n\r\n"));
      std::string head;
      boost::system::error_code code;
      asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n", code);
      EXPECT_TRUE(head.starts_with("HTTP/1.1 401")) << route.method << " " << route.path << ": " << head;
      ++asked;
    }
  }
  EXPECT_GE(asked, 14);
  const std::string no_form =
      "POST /api/v1/story HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n";
  EXPECT_TRUE(open.exchange(no_form + "Content-Length: 9\r\n\r\n").starts_with("HTTP/1.1 400"));
  const std::string elsewhere = "POST /api/v1/story HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil\r\n";
  EXPECT_TRUE(open.exchange(elsewhere + "Content-Length: 9\r\n\r\n").starts_with("HTTP/1.1 403"));
}

TEST(HttpWork, all_bodies_that_arrive_at_once_have_a_bound) {
  Open open({.answer = [](server::Request& request) { return text(std::to_string(request.body.size())); }},
            {.bodies_max = std::size_t{100} << 20});
  const auto begin = [&](std::size_t length) {
    tcp::socket socket = open.connection();
    asio::write(socket, asio::buffer("POST /api/v1/lab HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " +
                                     std::to_string(length) + "\r\n\r\n"));
    return socket;
  };
  tcp::socket first = begin(std::size_t{60} << 20);
  std::this_thread::sleep_for(300ms);
  tcp::socket second = begin(std::size_t{60} << 20);
  EXPECT_TRUE(Open::rest(second).starts_with("HTTP/1.1 503"));
  // What is small has its place all the same, and what was taken comes back.
  EXPECT_TRUE(
      open.exchange(
              "POST /api/v1/story HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc")
          .ends_with("3"));
  first.close();
  std::this_thread::sleep_for(300ms);
  tcp::socket third = begin(std::size_t{60} << 20);
  boost::system::error_code code;
  std::string some(16, ' ');
  third.non_blocking(true);
  std::this_thread::sleep_for(200ms);
  third.read_some(asio::buffer(some), code);
  EXPECT_EQ(code, asio::error::would_block) << "it is waited for";
}

TEST(HttpWork, connections_that_say_nothing_keep_nobody_out) {
  Instance instance;
  Open open(instance.app(),
            {.connections_max = 16, .per_address_max = 12, .clock = [&] { return instance.now; }});
  std::vector<tcp::socket> silent;
  for (int i = 0; i < 60; ++i) silent.push_back(open.connection());
  for (int i = 0; i < 5; ++i) {
    EXPECT_LT(seconds_of([&] {
                const std::string reply = open.get("/api/v1/status");
                EXPECT_TRUE(reply.starts_with("HTTP/1.1 200")) << reply.substr(0, 40);
              }),
              5.0);
  }
  EXPECT_TRUE(Open::rest(silent.front()).empty()) << "the oldest gave its place up";
}

TEST(HttpWork, a_fault_leaves_a_line_and_the_person_gets_its_number) {
  const TempFolder folder;
  Instance instance;
  auto log = server::RequestLog::open(folder / "a.log");
  ASSERT_TRUE(log);
  Open open({.answer = [](server::Request& request) -> server::Reply {
               if (request.path == "/api/v1/status") return text("ready");
               if (request.path == "/api/v1/roles") throw 7;
               throw std::runtime_error("Quagga told 7 of 10");
             },
             .say = [&](server::Reply& reply,
                        const server::Request& request) { server::say(instance.app(), reply, request); }},
            {.log = log->get()});
  for (const char* path : {"/api/v1/people/Quagga/today", "/api/v1/roles"}) {
    const std::string reply = open.get(path, "Accept-Language: de\r\n");
    ASSERT_TRUE(reply.starts_with("HTTP/1.1 500")) << reply;
    const json problem = json::parse(reply.substr(reply.find("\r\n\r\n") + 4));
    EXPECT_EQ(problem["code"], "fault");
    EXPECT_EQ(problem["message"], "Hier ist etwas schiefgegangen.");
    EXPECT_NE(problem["advice"].get<std::string>().find("Nummer"), std::string::npos);
    const std::string id = problem["log_id"], lines = read_file(folder / "a.log").value();
    const auto at = lines.find("error id=" + id);
    ASSERT_NE(at, std::string::npos) << lines;
    EXPECT_NE(lines.find("fault=", at), std::string::npos);
    EXPECT_EQ(reply.find("Quagga"), std::string::npos);
  }
  EXPECT_TRUE(open.get("/api/v1/status").ends_with("ready"));
  const std::string lines = read_file(folder / "a.log").value();
  EXPECT_EQ(lines.find("Quagga"), std::string::npos) << lines;
  EXPECT_NE(lines.find("route=/people/{person}/today status=500"), std::string::npos) << lines;
  EXPECT_NE(lines.find("fault=std::runtime_error"), std::string::npos) << lines;
  EXPECT_NE(lines.find("route=/status status=200"), std::string::npos) << lines;
}

TEST(HttpWork, every_route_that_takes_a_body_says_how_long_and_no_other_takes_any) {
  int with = 0;
  for (const server::Route& route : server::routes()) {
    const std::string_view method = route.method;
    EXPECT_EQ(route.body_max > 0, method == "POST" || method == "PATCH") << method << " " << route.path;
    // Who has not logged in anywhere sends no more than a form; the lab is for whoever is at this machine.
    if (route.before_login) {
      EXPECT_LE(route.body_max, 4096U) << route.path;
    }
    with += route.body_max > 0 ? 1 : 0;
  }
  EXPECT_GE(with, 12);
}

TEST(HttpWork, a_second_signal_ends_the_program_at_once) {
  int ports[2];
  ASSERT_EQ(::pipe(ports), 0);
  const pid_t process = ::fork();
  if (process == 0) {
    auto server =
        server::HttpServer::listen({.answer =
                                        [](server::Request&) {
                                          std::this_thread::sleep_for(60s);
                                          return text("");
                                        }},
                                   {.stop_on_signals = true, .clock = [] { return std::int64_t{0}; }});
    if (!server) ::_exit(9);
    const std::uint16_t port = (*server)->port();
    if (::write(ports[1], &port, sizeof port) != sizeof port) ::_exit(9);
    (*server)->run();
    ::_exit(0);
  }
  std::uint16_t port = 0;
  ASSERT_EQ(::read(ports[0], &port, sizeof port), static_cast<ssize_t>(sizeof port));
  asio::io_context context;
  tcp::socket socket(context);
  socket.connect({asio::ip::make_address("127.0.0.1"), port});
  asio::write(socket, asio::buffer(std::string("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
  std::this_thread::sleep_for(500ms);  // somebody is being answered, for long
  int how = 0;
  EXPECT_EQ(::kill(process, SIGINT), 0);
  std::this_thread::sleep_for(500ms);
  EXPECT_EQ(::waitpid(process, &how, WNOHANG), 0) << "the first one waits for what has begun";
  EXPECT_EQ(::kill(process, SIGTERM), 0);
  for (int i = 0; i < 300 && ::waitpid(process, &how, WNOHANG) == 0; ++i) std::this_thread::sleep_for(10ms);
  if (!WIFSIGNALED(how)) ::kill(process, SIGKILL);
  EXPECT_TRUE(WIFSIGNALED(how) && WTERMSIG(how) == SIGTERM) << how;
  ::close(ports[0]);
  ::close(ports[1]);
}

}  // namespace
}  // namespace hamstring::test
